# Français. Un fichier est une langue de l’interface : `native-name` et `dir` disent laquelle.

native-name = Français
dir = ltr

# Le cadre de chaque page
site-name = Praxis
site-tagline = Les pratiques de prévention de la criminalité de partout, en une seule recherche
skip-to-content = Aller au contenu
main-navigation = Navigation principale
more-navigation = À propos du site
interface-language = Langue de l’interface
nav-search = Tous les documents
nav-themes = Thèmes
nav-partners = Partenaires
nav-countries = Pays
nav-status = État
nav-about = À propos
footer-note = Le dossier de documents fait foi ; ce site en est une lecture.

# Nombres et dates
documents-count = { $count ->
    [one] { $count } document
   *[other] { $count } documents
}
practices-count = { $count ->
    [0] Aucun résultat
    [one] { $count } résultat
   *[other] { $count } résultats
}
month-name = { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
}
date-day = { $day ->
    [1] 1er
   *[other] { $day }
} { month-name } { $year }
date-month = { month-name } { $year }
year-span = { $first }–{ $last }

# Accueil
home-title = Trouver ce qui prévient la criminalité
home-intro = Pratiques, ateliers, conférences et rapports sur la prévention de la criminalité, dans toutes les langues où ils ont été écrits. Cherchez dans votre langue : les documents dans les autres langues sont trouvés aussi.
home-holdings = { $documents ->
    [one] { $documents } document
   *[other] { $documents } documents
} en { $languages ->
    [one] { $languages } langue
   *[other] { $languages } langues
}
home-countries = { $count ->
    [one] { $count } pays
   *[other] { $count } pays
}
home-partners = { $count ->
    [one] { $count } partenaire
   *[other] { $count } partenaires
}
home-examples = Essayez, dans n’importe quelle langue :
home-top-themes = Thèmes
home-latest = Derniers documents
home-empty = Aucun document pour l’instant. Ce qui est enregistré dans le dossier apparaît ici en une seconde environ.
home-all-documents = Tous les documents
home-all-themes = Tous les thèmes
home-all-countries = Tous les pays
home-all-partners = Tous les partenaires

# Recherche
search-label = Rechercher
search-placeholder = une pratique, un problème, une ville, un organisme…
search-button = Rechercher
search-title = Tous les documents
search-title-for = « { $query } »
suggest-label = Suggestions
suggest-available = Suggestions : { $count }. Utilisez les flèches.
suggest-document = Document
search-filters = Préciser
search-apply = Appliquer
search-close-filters = Fermer
search-show = { $count ->
    [0] Aucun résultat
    [one] Voir { $count } résultat
   *[other] Voir { $count } résultats
}
search-only-words = Seulement ces mots : ni thèmes voisins, ni autres graphies
search-sort = Trier par
search-sort-apply = Trier
sort-relevance = pertinence
sort-newest = les plus récents
sort-oldest = les plus anciens
sort-title = titre
search-results = Résultats
export-all = Emporter tous les résultats :
export-first = Emporter les { $count } premiers résultats :
export-csv = tableau (CSV)
export-ris = références (RIS)
search-chosen = Choix
search-remove = Retirer : { $facet }, { $value }
search-clear = Tout retirer
search-more-values = { $count } de plus
facets-by = Valeurs par
facets-by-count = nombre
facets-by-name = nom
facet-find = En chercher un
facet-chosen = { $count ->
    [one] { $count } choisi
   *[other] { $count } choisis
}
facet-narrower = { $count ->
    [one] { $count } plus précis
   *[other] { $count } plus précis
}
bridge-intro = Ne garder que
bridge-theme = thème
bridge-partner = partenaire
bridge-country = pays
bridge-page = En savoir plus
search-years-from = De
search-years-to = À
search-cut = Cette recherche s’est arrêtée à ses limites, de temps ou de longueur de la question : tout n’est peut-être pas affiché.
matched-words = { $count } par leurs mots
matched-vocabulary = { $count } par le vocabulaire
matched-meaning = { $count } par leur sens
search-relaxed = Aucun document ne réunit tous ces mots. Ceux-ci en contiennent la plupart.
search-relaxed-absent = Aucun document ne réunit tous ces mots ; aucun ne contient { $words }.
search-did-you-mean = Vouliez-vous dire :
search-corrected = Résultats pour « { $text } ».
search-as-typed = Chercher plutôt « { $text } »
search-instead = Autres pistes
quoted = « { $text } »
search-nothing = Rien de cela n’a été trouvé dans aucun document. Une autre graphie, moins de mots ou un mot plus général peuvent aider.
search-nothing-with-filters = Avec ces filtres, il ne reste rien. Sans l’un d’eux :
search-nothing-at-all = Rien n’a été trouvé, avec ces filtres ou sans l’un d’eux.
suggestion-theme = le thème { $text }
suggestion-spelling = la graphie « { $text } »
suggestion-without-word = sans « { $text } »
suggestion-without-filter = sans le filtre { $text }
pages-label = Pages de résultats
pages-previous = Précédente
pages-next = Suivante
pages-here = Page { $page } sur { $pages }

# Ce qui a été corrigé dans une adresse
notice-page = Cette page de résultats n’existe pas : voici la page { $value }.
notice-per-page = Le nombre de résultats par page a été ramené à { $value }.
notice-sort = « { $value } » n’est pas un ordre de tri : les résultats sont triés par pertinence.
notice-match = « { $value } » n’est pas une façon de chercher : toutes sont employées.
notice-year = « { $value } » n’est pas une année : elle a été laissée de côté.
notice-years-swapped = Les années étaient inversées : elles ont été remises dans l’ordre.
notice-unknown-value = { $facet } : « { $value } » n’est pas connu ici et a été laissé de côté.
notice-query-cut = La question était très longue : seul son début a été cherché.

# Un résultat, un document
hit-why = Trouvé par
hit-in-language = en { $language }
document-page = page { $number }
document-slide = diapositive { $number }
hit-evaluation = Évaluation : { $level }
and-more = et { $count } de plus
why-word = « { $text } »
why-prefix = mots commençant comme « { $text } »
why-theme = thème
why-partner = partenaire
why-place = pays
why-meaning = sens proche
also-in = Aussi en
facet-theme = Thème
facet-country = Pays
facet-partner = Partenaire
facet-kind = Type de document
facet-language = Langue
facet-year = Année
facet-evaluation = Évaluation
kind-practice = Pratique
kind-workshop = Atelier
kind-conference = Conférence
kind-report = Rapport
kind-news = Actualité
evaluation-none = sans évaluation
evaluation-monitoring = suivi
evaluation-pre-post = avant-après
evaluation-quasi-experimental = quasi expérimentale
evaluation-randomised = essai randomisé
evaluation-systematic-review = revue systématique
evaluation-unknown = non documentée
country-international = International
language-und = langue inconnue
language-basis-stated = indiquée dans le document
language-basis-declared = déclarée par le fichier
language-basis-detected = reconnue d’après le texte
language-basis-undetermined = n’a pas pu être reconnue
translation-original = original
translation-official = traduction officielle
translation-machine = traduction automatique
translation-summary = résumé dans une autre langue
translation-unknown = traduction
document-about = En bref
document-translations = Ce document dans d’autres langues
not-documented = non documenté
document-what = Quoi
document-where = Où
document-who = Qui
document-when = Quand
document-stated = indiqué dans le document
document-date = Date
document-declared = déclarée par le fichier
document-detected = relevé dans le texte
document-detected-in = relevé dans le texte :
document-event = Événement
document-target-group = Pour qui
document-setting = Cadre
document-evaluation = Évaluation
document-cost = Coût
document-authors = Auteurs
document-publisher = Éditeur
document-rights = Droits
document-contact = Contact
document-reviewed = Dernière relecture
document-sources = Sources
document-cite = Pour citer ce document
document-cite-file = Référence pour Zotero, EndNote ou Mendeley (RIS)
document-evidence = D’où cela vient
document-related = Documents apparentés
document-related-how = Leur sens est proche, ou ils partagent avec celui-ci des thèmes, des partenaires ou des pays ; ce qui est rare compte davantage.
document-empty = Ce fichier ne contient pas de texte lisible.
document-last-readable = Le fichier de ce document a changé et ne peut pas être lu dans son état actuel. Voici la dernière version lisible.

# Listes
themes-title = Thèmes
themes-intro = Le vocabulaire qui décrit les documents. Un thème comprend ses thèmes plus précis.
theme-facet = De quoi il s’agit
concept-problem = un problème
concept-approach = une approche
concept-setting = un lieu de vie
concept-population = un public
theme-broader = Thème plus général
theme-narrower = Thèmes plus précis
theme-also-called = Autres noms
theme-related = Souvent avec
partners-title = Partenaires
partners-intro = Les organismes que nomment les documents.
partner-also-called = Autres noms
partner-acronyms = Sigles
partner-former = Anciens et autres noms
partner-seat = Pays
partner-website = Site web
partner-role = Rôle :
countries-title = Pays
countries-intro = D’où viennent les pratiques.
list-search = { $count ->
    [one] Ouvrir le document dans la recherche
   *[other] Chercher dans ces { $count } documents
}
list-latest = Documents les plus récents
list-empty = Rien ici pour l’instant.
entry-total = { $count ->
    [0] Aucun document pour l’instant
    [one] { $count } document
   *[other] { $count } documents, traductions comptées une fois
}
figure-theme = Thèmes
figure-country = Pays
figure-partner = Partenaires dans les mêmes documents
figure-kind = Types de documents
figure-language = Langues
figure-year = Années
figure-evaluation = Évaluation
figure-years-said = De { $first } à { $last } ; le plus en { $most } : { $count }.

# État
status-title = État
status-intro = Chaque fichier du dossier, compté une fois.
status-ready = Tout ce que contient le dossier peut être trouvé.
status-not-ready = Le dossier est encore en cours de lecture : certains documents ne peuvent pas encore être trouvés.
status-files = Fichiers
status-on-disk = dans le dossier
status-indexed = consultables
status-failed = en échec
status-ignored = ignorés par une règle
status-pending = en attente
status-documents = Documents
status-languages = Langues
status-watch = Surveillance du dossier
watch-native = signalée par le système
watch-poll = examen régulier
watch-off = aucune
status-last-reconcile = Dernière comparaison complète
status-meaning = Recherche par le sens
status-meaning-off = désactivée : aucun encodeur trouvé ; la recherche se fait par les mots et le vocabulaire
status-meaning-encoding = { $encoded } passages prêts sur { $passages }
status-meaning-complete = complète : { $passages } passages
status-generation = État de l’index
status-problems = Ce qu’une personne devrait regarder
status-no-problems = Rien : chaque fichier a été lu sans remarque.
status-problems-hidden = { $count ->
    [one] { $count } remarque sur un fichier n’est montrée qu’à l’exploitant.
   *[other] { $count } remarques sur des fichiers ne sont montrées qu’à l’exploitant.
}
status-at-work = En cours de lecture :
status-lacking = En attente d’un œil humain
status-lacking-hint = Rien dans ces documents ne le dit ; les filtres ne les trouvent donc pas. Qui le sait l’écrit dans l’en-tête, ou dans un fichier NOM.meta.yaml à côté du document, et cela reste à chaque enregistrement ultérieur.
status-without-date = { $count ->
    [one] { $count } document sans date
   *[other] { $count } documents sans date
}
status-without-country = { $count ->
    [one] { $count } document sans pays
   *[other] { $count } documents sans pays
}
status-without-language = { $count ->
    [one] { $count } document dont la langue n’est pas certaine
   *[other] { $count } documents dont la langue n’est pas certaine
}
status-minutes-ago = { $count ->
    [0] il y a moins d’une minute
    [one] il y a { $count } minute
   *[other] il y a { $count } minutes
}
problem-file = Fichier
problem-state = État
problem-reason = Raison
problem-hint = Que faire
problem-line = ligne { $line }
problem-indexed = consultable, avec une remarque
problem-indexed-partly = consultable en partie
problem-no-text = consultable par son nom : pas de texte
problem-encrypted = protégé par un mot de passe
problem-damaged = endommagé
problem-too-large = trop volumineux
problem-timeout = trop long à lire
problem-unsupported = format non pris en charge
problem-failed = en échec
problem-ignored = ignoré

# À propos
about-title = À propos
about-what-title = De quoi il s’agit
about-what = Praxis est une recherche dans les pratiques de prévention de la criminalité : fiches, ateliers, conférences, rapports et actualités, conservés en simples fichiers dans un dossier.
about-languages-title = Votre langue, les pratiques de tous
about-languages = Chaque document est lu dans sa propre langue. Une question est comprise dans toutes, et chaque résultat dit pourquoi il est là et dans quelle langue il a été écrit.
about-evidence-title = Ce qui est indiqué et ce qui est relevé
about-evidence = Les thèmes, les pays et les partenaires d’un document sont soit indiqués par son auteur, soit relevés dans son texte. Ce qui a été relevé est signalé comme tel, avec la phrase d’où cela vient. L’évaluation dit ce qui a été documenté, jamais si une pratique est bonne.
about-rigour-title = La rigueur de l’évaluation
about-rigour = Les carrés à côté d’une évaluation disent dans quelle mesure sa méthode écarte d’autres explications, d’après ce que le document en rapporte : plus il y en a de remplis, mieux elle les écarte. Ils ne disent ni l’ampleur d’un effet, ni s’il se retrouverait ailleurs. Une pratique sans évaluation peut très bien fonctionner : personne ne l’a mesuré.
about-privacy-title = Vie privée
about-privacy = Ni compte, ni témoin de connexion, rien qui vienne d’ailleurs. Les questions ne sont pas enregistrées.
about-access-title = Pour tout le monde
about-access = Chaque page fonctionne au clavier, avec un lecteur d’écran, sur un petit écran, sans script et sur papier. L’objectif est le niveau AA des WCAG 2.2.
about-shortcut = La touche / mène à la zone de recherche
about-how-title = Comment chercher
about-how-phrase = ces mots, côte à côte
about-how-prefix = les mots qui commencent ainsi
about-how-without = les documents sans ce mot
about-api-title = Pour les programmes
about-api = Les mêmes réponses existent pour les programmes :

# Quand quelque chose ne va pas
error-way-on = Allez à la recherche ou à la page d’accueil.
error-home = Page d’accueil
error-search = Recherche
error-bad-request-title = Cette adresse ne peut pas être comprise
error-bad-request-text = Quelque chose dans l’adresse est mal formé.
error-not-found-title = Cette page n’est pas ici
error-not-found-text = L’adresse est peut-être mal saisie, ou le document a été déplacé ou retiré.
error-gone-title = Ce document n’est plus là
error-gone-text = Son fichier a été retiré du dossier.
error-gone-document = « { $title } » était ici jusqu’au { $day }. Son fichier a depuis été retiré du dossier.
error-method-title = Cela ne se fait pas ici
error-method-text = Ces pages sont seulement à lire.
error-too-large-title = L’envoi est trop grand
error-too-large-text = La demande dépasse la taille acceptée ici.
error-busy-title = Trop de recherches à la fois
error-busy-text = Réessayez dans quelques secondes.
error-timeout-title = Cela a pris trop de temps
error-timeout-text = La réponse n’était pas prête à temps. Une question plus précise aide, ou un autre essai un peu plus tard.
error-internal-title = Quelque chose s’est mal passé ici
error-internal-text = La faute est de notre côté et elle a été notée. Réessayez.
error-parameter = « { $value } » ne peut pas être la valeur de { $key }. Valeurs admises : { $allowed }.
