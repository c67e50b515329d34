//! Which words share a stem, and which must not, by language.

use super::tokens;

fn stem(lang: &str, word: &str) -> String {
    let tokens = tokens(lang, word);
    assert_eq!(tokens.len(), 1, "{lang}: {word:?} is one word");
    tokens[0].stem.clone()
}

/// Each line is a group of words, by spaces, that share a stem.
fn check_meet(lang: &str, groups: &str) {
    let mut torn = Vec::new();
    for group in groups.lines() {
        let mut words = group.split_whitespace();
        let Some(first) = words.next() else { continue };
        let kept = stem(lang, first);
        torn.extend(
            words
                .map(|word| (word, stem(lang, word)))
                .filter(|(_, stem)| *stem != kept)
                .map(|(word, stem)| format!("{first} → {kept}, {word} → {stem}")),
        );
    }
    assert!(torn.is_empty(), "{lang}: {torn:#?}");
}

/// Each line is a group of words, by spaces, of which no two share a stem.
fn check_apart(lang: &str, groups: &str) {
    let mut mixed = Vec::new();
    for group in groups.lines() {
        let words: Vec<&str> = group.split_whitespace().collect();
        for (at, one) in words.iter().enumerate() {
            let others = words[at + 1..].iter().filter(|other| stem(lang, one) == stem(lang, other));
            mixed.extend(others.map(|other| format!("{one} = {other} = {}", stem(lang, one))));
        }
    }
    assert!(mixed.is_empty(), "{lang}: {mixed:#?}");
}

#[test]
fn english_inflections_and_spellings_meet() {
    check_meet("en", ENGLISH_MET);
    check_apart("en", ENGLISH_APART);
}

#[test]
fn french_inflections_meet_with_and_without_accents() {
    check_meet("fr", FRENCH_MET);
    check_apart("fr", FRENCH_APART);
}

#[test]
fn spanish_inflections_meet_and_short_words_stay_apart() {
    check_meet("es", SPANISH_MET);
    check_apart("es", SPANISH_APART);
}

#[test]
fn portuguese_inflections_meet() {
    check_meet(
        "pt",
        "arma armas
        jovem jovens
        homem homens
        mulher mulheres
        criança crianças
        ação ações acao acoes
        prevenção prevenções prevencao
        avaliação avaliações
        organização organizações
        prisão prisões
        cidadão cidadãos
        social sociais
        policial policiais polícia
        juvenil juvenis
        infantil infantis
        civil civis
        ordem ordens
        imagem imagens
        vulnerável vulneráveis vulneravel
        gangue gangues
        lei leis
        mês meses
        escola escolas
        cidade cidades
        crime crimes
        violência violências violencia
        vítima vítimas
        roubo roubos
        facção facções
        agressor agressores
        lugar lugares
        rede redes
        bairro bairros
        droga drogas
        homicídio homicídios",
    );
    check_apart("pt", "trata trato\nparte partido\nmar mara\npai país\nbanda bando");
}

#[test]
fn other_languages_inflections_meet() {
    check_meet(
        "de",
        "Jugendkriminalität Jugendkriminalitaet JUGENDKRIMINALITÄT\nHaus Häuser Haeuser\nStraße Straßen strasse\nTäter Tätern Taeter\nGefängnis Gefängnisse\nMaßnahme Massnahmen",
    );
    check_apart("de", "Tat Täter\nMord Mörder\nBande Band\nSteuer Stur\nfür Feuer");
    check_meet(
        "it",
        "uomo uomini\narma armi\ngiovane giovani\ndell'insicurezza insicurezza\ncittà citta CITTÀ\nattività attivita\nluogo luoghi\nquell’uomo uomini",
    );
    check_apart("it", "casa caso\ntratta tratto\nparte partito");
    check_meet("nl", "stad steden\nkind kinderen\nwijk wijken\ngevangenis gevangenissen");
    check_meet("ru", "подросток подростка\nпреступность преступности\nполиция полиции полицией\nелка ёлка ЁЛКА");
    check_meet("el", "βία ΒΙΑ\nέγκλημα εγκλημα ΈΓΚΛΗΜΑ\nνέος νέοι");
    check_meet(
        "ar",
        "الجريمة جريمة الجريمه\nالأسلحة الاسلحة أسلحة\nمُحَمَّد محمد\nسلاح السلاح سـلاح\nوأسلحة أسلحة\nوالشرطة الشرطه شرطة للشرطة\nوالدين الوالدين",
    );
    check_meet("tr", "suç suçlar suçları SUÇLAR\nİstanbul İstanbul'da İSTANBUL’UN\nşiddet ŞİDDET");
    check_meet("hi", "अपराध अपराधों");
    check_meet("sv", "brott brotten\nungdom ungdomar");
    check_meet("fi", "rikos rikokset\nnuori nuoret");
    check_meet("hu", "bűnözés bűnözést\nrendőr rendőrök");
    check_meet("pl", "przestępstwo przestępstwa");
    check_meet("ca", "violència violències violencia\nl'escola escoles\ncol·legi collegi\nprevenció prevencions");
    check_meet("ro", "poliția poliția poliţia\nînchisoare inchisoare");
    check_meet("nb", "ungdom ungdommer");
    check_meet("uk", "злочин злочини");
}

const ENGLISH_MET: &str = "organised organized organising organizing
        organisation organization organisations organizations organizational organisational
        radicalisation radicalization
        radicalised radicalized radicalising
        victimisation victimization
        criminalise criminalize criminalized
        analyse analyze analysed analyzing analysis analyses
        neighbourhood neighborhood neighbourhoods neighborhoods
        neighbour neighbor neighbours
        behaviour behavior behaviours behavioural behavioral
        labour labor
        rumour rumours rumor
        offence offences offense offenses
        offender offenders offending
        defence defense
        licence license licensed
        centre center centres centers
        counselling counseling counsellor counselor
        labelling labeling labelled
        travelled traveled traveller traveler
        fuelled fueled
        enrolment enrollment enrolled
        programme program programmes programs
        judgement judgment
        ageing aging
        woman women woman's women’s
        man men
        child children children's
        person people
        thief thieves
        knife knives
        gang gangs
        police policing
        city cities
        community communities
        policy policies
        study studies
        victim victims
        crisis crises
        life lives
        school schools
        youth youths
        robbery robberies
        burglary burglaries
        homicide homicides
        firearm firearms
        prisoner prisoners prison prisons
        minority minorities
        abuse abuses abused
        bully bullies bullying bullied";

const ENGLISH_APART: &str = "organised organ
        organisation organ
        offence offender
        police policy
        minor minority
        author authority
        experience experiment
        intern international
        object objective
        inform informal
        import important
        apart apartment
        arsenal arson
        universe university
        violent violet
        theft theme
        size seize
        hour our
        four for";

const FRENCH_MET: &str = "harcèlement harcelement HARCÈLEMENT harce\u{300}lement har\u{ad}cèlement harcèlements
        insécurité insecurite l'insécurité l’insécurité L’INSÉCURITÉ d'insécurité qu'insécurité
        œil yeux oeil
        radicalisation radicalization radicalisations radicalizations
        jeune jeunes
        vol vols voler volé volée voleur voleurs
        viol viols violer violée
        gang gangs
        bande bandes
        rue rues
        ville villes
        quartier quartiers
        police polices
        policier policiers policière policières
        municipal municipale municipaux municipales
        social sociale sociaux sociales
        travail travaux
        réseau réseaux
        jeu jeux
        lieu lieux
        éducateur éducateurs éducatrice éducatrices
        organisé organisée organisés organisées organise organiser organisera
        radicalisé radicalisée radicalisés radicaliser
        prévention préventions
        délinquant délinquants délinquante délinquantes
        victime victimes
        violence violences
        activité activités actif active
        criminalité criminalités
        sécurité sécurités
        évaluation évaluations
        évalué évaluée évaluées
        médiateur médiateurs médiatrice
        loi lois
        arme armes
        femme femmes
        enfant enfants
        fille filles
        année années
        école écoles
        haine haineux haineuse
        détenu détenus
        cambriolage cambriolages
        récidive récidives
        première premier premiers premières
        aîné aînés aînée";

const FRENCH_APART: &str = "vol viol
        éducateur éducation
        organe organisation organisme
        police politique
        mer mère
        foi fou
        cour cœur
        bande bandit
        arme âme
        drogue dragué";

const SPANISH_MET: &str = "mujer mujeres
        joven jóvenes jovenes
        arma armas armado armada
        mara maras
        trata tratas
        pandilla pandillas
        pandillero pandilleros pandillera
        red redes
        ley leyes
        juez jueces
        vez veces
        crimen crímenes
        imagen imágenes
        hogar hogares
        lugar lugares
        taller talleres
        líder líderes
        menor menores
        interés intereses
        país países
        mes meses
        niño niña niños niñas
        ciudad ciudades
        barrio barrios
        calle calles
        escuela escuelas
        delito delitos
        delincuente delincuentes
        prisión prisiones prision
        prevención prevenciones prevencion PREVENCIÓN
        evaluación evaluaciones evaluacion
        mediación mediaciones
        policía policías policia
        homicidio homicidios
        violencia violencias
        víctima víctimas
        robo robos robar
        hurto hurtos
        social sociales
        penal penales
        banda bandas
        casa casas
        caso casos
        razón razones
        plan planes
        comunidad comunidades
        agresor agresores";

const SPANISH_APART: &str = "mara mar
        trata trato
        casa caso
        banda bando
        parte partido
        órgano organismo organización
        violar volar
        pena pino";
