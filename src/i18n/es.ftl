# Español. Un archivo es un idioma de la interfaz: `native-name` y `dir` dicen cuál.

native-name = Español
dir = ltr

# El marco de cada página
site-name = Praxis
site-tagline = Prácticas de prevención del delito de todas partes, en una sola búsqueda
skip-to-content = Ir al contenido
main-navigation = Navegación principal
more-navigation = Sobre este sitio
interface-language = Idioma de la interfaz
nav-search = Todos los documentos
nav-themes = Temas
nav-partners = Organizaciones
nav-countries = Países
nav-status = Estado
nav-about = Acerca de
footer-note = La carpeta de documentos es la que vale; este sitio es una lectura de ella.

# Números y fechas
documents-count = { $count ->
    [one] { $count } documento
   *[other] { $count } documentos
}
practices-count = { $count ->
    [0] Ningún resultado
    [one] { $count } resultado
   *[other] { $count } resultados
}
month-name = { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
}
date-day = { $day } de { month-name } de { $year }
date-month = { month-name } de { $year }
year-span = { $first }-{ $last }

# Inicio
home-title = Encontrar lo que previene el delito
home-intro = Prácticas, talleres, conferencias e informes sobre prevención del delito, en todos los idiomas en que se escribieron. Pregunte en su idioma: también se busca en los documentos escritos en los demás.
home-holdings = { $documents ->
    [one] { $documents } documento
   *[other] { $documents } documentos
} en { $languages ->
    [one] { $languages } idioma
   *[other] { $languages } idiomas
}
home-countries = { $count ->
    [one] { $count } país
   *[other] { $count } países
}
home-partners = { $count ->
    [one] { $count } organización
   *[other] { $count } organizaciones
}
home-examples = Pruebe, en cualquier idioma:
home-top-themes = Temas
home-latest = Últimos documentos
home-empty = Todavía no hay documentos. Lo que se guarda en la carpeta aparece aquí en un segundo, más o menos.
home-all-documents = Todos los documentos
home-all-themes = Todos los temas
home-all-countries = Todos los países
home-all-partners = Todas las organizaciones

# Búsqueda
search-label = Buscar
search-placeholder = una práctica, un problema, una ciudad, una organización…
search-button = Buscar
search-title = Todos los documentos
search-title-for = «{ $query }»
suggest-label = Sugerencias
suggest-available = Sugerencias: { $count }. Use las flechas.
suggest-document = Documento
search-filters = Precisar
search-apply = Aplicar
search-close-filters = Cerrar
search-show = { $count ->
    [0] Ningún resultado
    [one] Ver { $count } resultado
   *[other] Ver { $count } resultados
}
search-only-words = Solo estas palabras: ni temas relacionados ni otras grafías
search-sort = Ordenar por
search-sort-apply = Ordenar
sort-relevance = relevancia
sort-newest = los más recientes
sort-oldest = los más antiguos
sort-title = título
search-results = Resultados
export-all = Llevarse todos los resultados:
export-first = Llevarse los { $count } primeros resultados:
export-csv = tabla (CSV)
export-ris = referencias (RIS)
search-chosen = Elegido
search-remove = Quitar: { $facet }, { $value }
search-clear = Quitar todo
search-more-values = Mostrar { $count } más
facets-by = Valores por
facets-by-count = número
facets-by-name = nombre
facet-find = Buscar uno
facet-chosen = { $count ->
    [one] { $count } elegido
   *[other] { $count } elegidos
}
facet-narrower = { $count ->
    [one] { $count } más específico
   *[other] { $count } más específicos
}
bridge-intro = Dejar solo
bridge-theme = tema
bridge-partner = organización
bridge-country = país
bridge-page = Más información
search-years-from = Desde
search-years-to = Hasta
search-cut = Esta búsqueda se detuvo en sus límites, de tiempo o de largo de la pregunta: puede que no se muestre todo.
matched-words = { $count } por sus palabras
matched-vocabulary = { $count } por el vocabulario
matched-meaning = { $count } por su sentido
search-relaxed = Ningún documento reúne todas estas palabras. Estos contienen la mayoría.
search-relaxed-absent = Ningún documento reúne todas estas palabras; ninguno contiene { $words }.
search-did-you-mean = ¿Quiso decir?
search-corrected = Resultados de «{ $text }».
search-as-typed = Buscar en cambio «{ $text }»
search-instead = Otras maneras de buscar
quoted = «{ $text }»
search-nothing = Nada de esto se encontró en ningún documento. Pueden ayudar otra grafía, menos palabras o una más general.
search-nothing-with-filters = Con estos filtros no queda nada. Sin uno de ellos:
search-nothing-at-all = No se encontró nada, ni con estos filtros ni sin alguno de ellos.
suggestion-theme = el tema { $text }
suggestion-spelling = la grafía «{ $text }»
suggestion-without-word = sin «{ $text }»
suggestion-without-filter = sin el filtro { $text }
pages-label = Páginas de resultados
pages-previous = Anterior
pages-next = Siguiente
pages-here = Página { $page } de { $pages }

# Lo que se corrigió en una dirección
notice-page = No existe esa página de resultados: esta es la página { $value }.
notice-per-page = El número de resultados por página se fijó en { $value }.
notice-sort = «{ $value }» no es un orden de resultados: se ordenan por relevancia.
notice-match = «{ $value }» no es una manera de buscar: se usan todas.
notice-year = «{ $value }» no es un año: se dejó fuera.
notice-years-swapped = Los años estaban al revés: se pusieron en orden.
notice-unknown-value = { $facet }: «{ $value }» no se conoce aquí y se dejó fuera.
notice-query-cut = La pregunta era muy larga: solo se buscó su comienzo.

# Un resultado, un documento
hit-why = Encontrado por
hit-in-language = en { $language }
document-page = página { $number }
document-slide = diapositiva { $number }
hit-evaluation = Evaluación: { $level }
and-more = y { $count } más
why-word = «{ $text }»
why-prefix = palabras que empiezan como «{ $text }»
why-theme = tema
why-partner = organización
why-place = país
why-meaning = significado parecido
also-in = También en
facet-theme = Tema
facet-country = País
facet-partner = Organización
facet-kind = Tipo de documento
facet-language = Idioma
facet-year = Año
facet-evaluation = Evaluación
kind-practice = Práctica
kind-workshop = Taller
kind-conference = Conferencia
kind-report = Informe
kind-news = Noticia
evaluation-none = sin evaluación
evaluation-monitoring = seguimiento
evaluation-pre-post = antes y después
evaluation-quasi-experimental = cuasiexperimental
evaluation-randomised = ensayo aleatorizado
evaluation-systematic-review = revisión sistemática
evaluation-unknown = no documentada
country-international = Internacional
language-und = idioma desconocido
language-basis-stated = indicado en el documento
language-basis-declared = declarado por el archivo
language-basis-detected = reconocido por el texto
language-basis-undetermined = no se pudo reconocer
translation-original = original
translation-official = traducción oficial
translation-machine = traducción automática
translation-summary = resumen en otro idioma
translation-unknown = traducción
document-about = En breve
document-translations = Este documento en otros idiomas
not-documented = no documentado
document-what = Qué
document-where = Dónde
document-who = Quién
document-when = Cuándo
document-stated = indicado en el documento
document-date = Fecha
document-declared = declarada por el archivo
document-detected = hallado en el texto
document-detected-in = hallado en el texto:
document-event = Evento
document-target-group = Para quién
document-setting = Entorno
document-evaluation = Evaluación
document-cost = Costo
document-authors = Autores
document-publisher = Editor
document-rights = Derechos
document-contact = Contacto
document-reviewed = Última revisión
document-sources = Fuentes
document-cite = Cómo citar
document-cite-file = Referencia para Zotero, EndNote o Mendeley (RIS)
document-evidence = De dónde se sabe
document-related = Documentos relacionados
document-related-how = Tienen un significado parecido, o comparten con este temas, organizaciones o países; pesa más lo que pocos tienen en común.
document-empty = Este archivo no contiene texto que se pueda leer.
document-last-readable = El archivo de este documento ha cambiado y no se puede leer en su estado actual. Esta es la última versión que se pudo leer.

# Listas
themes-title = Temas
themes-intro = El vocabulario que describe los documentos. Un tema comprende sus temas más específicos.
theme-facet = De qué se trata
concept-problem = un problema
concept-approach = un enfoque
concept-setting = un entorno
concept-population = una población
theme-broader = Tema más general
theme-narrower = Temas más específicos
theme-also-called = Otros nombres
theme-related = A menudo junto con
partners-title = Organizaciones
partners-intro = Las organizaciones que nombran los documentos.
partner-also-called = Otros nombres
partner-acronyms = Siglas
partner-former = Nombres anteriores y otros
partner-seat = País
partner-website = Sitio web
partner-role = Papel:
countries-title = Países
countries-intro = De dónde vienen las prácticas.
list-search = { $count ->
    [one] Abrir el documento en la búsqueda
   *[other] Buscar en estos { $count } documentos
}
list-latest = Documentos más recientes
list-empty = Todavía no hay nada aquí.
entry-total = { $count ->
    [0] Todavía ningún documento
    [one] { $count } documento
   *[other] { $count } documentos, con las traducciones contadas una vez
}
figure-theme = Temas
figure-country = Países
figure-partner = Organizaciones en los mismos documentos
figure-kind = Tipos de documentos
figure-language = Idiomas
figure-year = Años
figure-evaluation = Evaluación
figure-years-said = De { $first } a { $last }; la mayoría en { $most }: { $count }.

# Estado
status-title = Estado
status-intro = Cada archivo de la carpeta, contado una vez.
status-ready = Todo lo que hay en la carpeta se puede encontrar.
status-not-ready = La carpeta todavía se está leyendo: algunos documentos aún no se pueden encontrar.
status-files = Archivos
status-on-disk = en la carpeta
status-indexed = consultables
status-failed = con error
status-ignored = ignorados por una regla
status-pending = en espera
status-documents = Documentos
status-languages = Idiomas
status-watch = Vigilancia de la carpeta
watch-native = avisa el sistema operativo
watch-poll = revisión periódica
watch-off = ninguna
status-last-reconcile = Última comparación completa
status-meaning = Búsqueda por significado
status-meaning-off = desactivada: no se encontró el codificador; se busca por palabras y vocabulario
status-meaning-encoding = { $encoded } de { $passages } pasajes listos
status-meaning-complete = completa: { $passages } pasajes
status-generation = Estado del índice
status-problems = Lo que una persona debería mirar
status-no-problems = Nada: cada archivo se leyó sin observaciones.
status-problems-hidden = { $count ->
    [one] { $count } observación sobre un archivo se muestra solo al operador.
   *[other] { $count } observaciones sobre archivos se muestran solo al operador.
}
status-at-work = Leyéndose ahora:
status-lacking = A la espera de una persona
status-lacking-hint = Nada en estos documentos lo dice, así que los filtros no los encuentran. Quien lo sepa lo escribe en la cabecera, o en un archivo NOMBRE.meta.yaml junto al documento, y se conserva en cada guardado posterior.
status-without-date = { $count ->
    [one] { $count } documento sin fecha
   *[other] { $count } documentos sin fecha
}
status-without-country = { $count ->
    [one] { $count } documento sin país
   *[other] { $count } documentos sin país
}
status-without-language = { $count ->
    [one] { $count } documento cuyo idioma no es seguro
   *[other] { $count } documentos cuyo idioma no es seguro
}
status-minutes-ago = { $count ->
    [0] hace menos de un minuto
    [one] hace { $count } minuto
   *[other] hace { $count } minutos
}
problem-file = Archivo
problem-state = Estado
problem-reason = Motivo
problem-hint = Qué hacer
problem-line = línea { $line }
problem-indexed = consultable, con una observación
problem-indexed-partly = consultable en parte
problem-no-text = consultable por su nombre: sin texto
problem-encrypted = protegido con contraseña
problem-damaged = dañado
problem-too-large = demasiado grande
problem-timeout = lectura demasiado larga
problem-unsupported = formato no admitido
problem-failed = con error
problem-ignored = ignorado

# Acerca de
about-title = Acerca de
about-what-title = Qué es esto
about-what = Praxis es una búsqueda en prácticas de prevención del delito: fichas, talleres, conferencias, informes y noticias, guardados como simples archivos en una carpeta.
about-languages-title = Su idioma, las prácticas de todos
about-languages = Cada documento se lee en su propio idioma. Una pregunta se entiende en todos, y cada resultado dice por qué está ahí y en qué idioma se escribió.
about-evidence-title = Lo indicado y lo hallado
about-evidence = Los temas, los países y las organizaciones de un documento los indica su autor o se hallan en su texto. Lo hallado se señala como tal, con la frase de donde viene. La evaluación dice lo que se documentó, nunca si una práctica es buena.
about-rigour-title = El rigor de la evaluación
about-rigour = Los cuadrados junto a una evaluación indican hasta qué punto su método descarta otras explicaciones, según lo que cuenta el documento: cuantos más están llenos, más las descarta. No dicen cuán grande fue un efecto ni si se daría en otro lugar. Una práctica sin evaluación puede funcionar bien: nadie lo ha medido.
about-privacy-title = Privacidad
about-privacy = Sin cuentas, sin cookies, sin nada que venga de otra parte. Las preguntas no se registran.
about-access-title = Para todas las personas
about-access = Cada página funciona con el teclado, con un lector de pantalla, en una pantalla pequeña, sin programas y en papel. El objetivo es el nivel AA de las WCAG 2.2.
about-shortcut = La tecla / lleva al cuadro de búsqueda
about-how-title = Cómo preguntar
about-how-phrase = estas palabras, una al lado de la otra
about-how-prefix = las palabras que empiezan así
about-how-without = los documentos sin esa palabra
about-api-title = Para programas
about-api = Las mismas respuestas existen para los programas:

# Cuando algo va mal
error-way-on = Vaya a la búsqueda o a la página de inicio.
error-home = Página de inicio
error-search = Búsqueda
error-bad-request-title = Esta dirección no se entiende
error-bad-request-text = Algo en la dirección está mal formado.
error-not-found-title = Esta página no está aquí
error-not-found-text = Puede que la dirección tenga un error, o que el documento se haya movido o retirado.
error-gone-title = Este documento ya no está
error-gone-text = Su archivo se retiró de la carpeta.
error-gone-document = «{ $title }» estuvo aquí hasta el { $day }. Desde entonces su archivo se retiró de la carpeta.
error-method-title = Eso no se puede hacer aquí
error-method-text = Estas páginas son solo para leer.
error-too-large-title = Se envió demasiado
error-too-large-text = La petición supera el tamaño que se acepta aquí.
error-busy-title = Demasiadas búsquedas a la vez
error-busy-text = Inténtelo de nuevo en unos segundos.
error-timeout-title = Tardó demasiado
error-timeout-text = La respuesta no estuvo lista a tiempo. Ayuda una pregunta más precisa, u otro intento un poco más tarde.
error-internal-title = Algo salió mal aquí
error-internal-text = La falla es nuestra y ha quedado anotada. Inténtelo de nuevo.
error-parameter = «{ $value }» no puede ser el valor de { $key }. Valores admitidos: { $allowed }.
