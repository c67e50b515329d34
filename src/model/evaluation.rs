//! What is documented of a practice's evaluation.

use serde::{Deserialize, Serialize};

/// How far a practice's evaluation is documented: what was *documented*, never a verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EvaluationLevel {
    None,
    Monitoring,
    PrePost,
    QuasiExperimental,
    Randomised,
    SystematicReview,
    #[default]
    Unknown,
}

impl EvaluationLevel {
    /// All levels, weakest first, unknown last.
    pub const ALL: [EvaluationLevel; 7] = [
        EvaluationLevel::None,
        EvaluationLevel::Monitoring,
        EvaluationLevel::PrePost,
        EvaluationLevel::QuasiExperimental,
        EvaluationLevel::Randomised,
        EvaluationLevel::SystematicReview,
        EvaluationLevel::Unknown,
    ];

    /// The steps of [`EvaluationLevel::rigour`].
    pub const STEPS: u8 = 5;

    /// How much the design rules out other explanations of what was found: 0 (no evaluation) to 5. The order of single
    /// studies is that of the Maryland Scientific Methods Scale (Sherman et al. 1997); reviews of many stand above.
    pub fn rigour(self) -> Option<u8> {
        match self {
            EvaluationLevel::None => Some(0),
            EvaluationLevel::Monitoring => Some(1),
            EvaluationLevel::PrePost => Some(2),
            EvaluationLevel::QuasiExperimental => Some(3),
            EvaluationLevel::Randomised => Some(4),
            EvaluationLevel::SystematicReview => Some(5),
            EvaluationLevel::Unknown => None,
        }
    }

    /// The id used in front matter, URLs and the API.
    pub fn id(self) -> &'static str {
        match self {
            EvaluationLevel::None => "none",
            EvaluationLevel::Monitoring => "monitoring",
            EvaluationLevel::PrePost => "pre-post",
            EvaluationLevel::QuasiExperimental => "quasi-experimental",
            EvaluationLevel::Randomised => "randomised",
            EvaluationLevel::SystematicReview => "systematic-review",
            EvaluationLevel::Unknown => "unknown",
        }
    }

    /// The level with this id.
    pub fn from_id(id: &str) -> Option<EvaluationLevel> {
        EvaluationLevel::ALL.into_iter().find(|level| level.id() == id)
    }
}

/// What is documented of an evaluation, as stated.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    pub level: Option<String>,
    pub findings: Vec<String>,
}
