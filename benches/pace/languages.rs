//! Five languages as the generated texts have them: function words, most frequent first; the sounds that words are made
//! of; and the endings by which a word is inflected.

pub(crate) struct Language {
    pub(crate) key: &'static str,
    pub(crate) function: &'static str,
    pub(crate) onsets: &'static str,
    pub(crate) vowels: &'static str,
    pub(crate) codas: &'static str,
    /// An empty one stands for the bare word.
    pub(crate) endings: &'static [&'static str],
    /// What is written in front of a vowel, with its apostrophe.
    pub(crate) elided: Option<&'static str>,
}

pub(crate) const LANGUAGES: [Language; 5] = [
    Language {
        key: "en",
        function: "the of and to in a is that for it with as was on by be at this are from or an which have not their \
                   has its they but were been who will more can when there if we our other than",
        onsets: "b c ch d f g h j k l m n p pr r s sh sl st t th tr v w",
        vowels: "a e i o u ea ou ai oo",
        codas: "b ck d ft g l m n nd nt p r rn s st t",
        endings: &["", "", "", "s", "s", "ed", "ing"],
        elided: None,
    },
    Language {
        key: "fr",
        function: "de la le et les des en un du une que est pour dans qui au par sur plus avec ce il sont ne aux pas ou \
                   se mais comme leur ces cette été son même entre ont sans",
        onsets: "b c ch d f g j l m n p pr qu r s t tr v bl cl gr",
        vowels: "a e é i o u ou oi eau ai",
        codas: "c l n nt r rt s t x",
        endings: &["", "", "s", "s", "e", "es"],
        elided: Some("l’"),
    },
    Language {
        key: "es",
        function: "de la que el en y a los del se las por un para con no una su al lo como más o pero sus le ha este \
                   sí porque esta entre cuando muy sin sobre también hasta",
        onsets: "b c d f g h j l ll m n p qu r s t v z br tr pr",
        vowels: "a e i o u ia ue á ó",
        codas: "l n r s d z",
        endings: &["", "", "s", "s", "es", "ando"],
        elided: None,
    },
    Language {
        key: "de",
        function: "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden \
                   aus er hat dass sie nach wird bei einer um am sind noch wie einem über",
        onsets: "b d f g h k l m n p r s sch st t w z br kl fr",
        vowels: "a e i o u ä ö ü ei au ie",
        codas: "b ch d g l m n ng nd r rt s st t",
        endings: &["", "", "e", "en", "er", "es"],
        elided: None,
    },
    Language {
        key: "pt",
        function: "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao das à seu sua ou \
                   quando muito nos já também só pelo pela até isso",
        onsets: "b c ch d f g j l lh m n nh p qu r s t v pr tr",
        vowels: "a e i o u ã ão ei ou é",
        codas: "l m r s z",
        endings: &["", "", "s", "s", "mente"],
        elided: None,
    },
];
