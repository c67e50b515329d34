//! The command `praxis`.

use clap::Parser;
use praxis::cli::Outcome;
use praxis::config::CommandLine;
use std::process::ExitCode;

fn main() -> ExitCode {
    match praxis::app::run(CommandLine::parse().command) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::LookAt) => ExitCode::from(1),
        Err(error) => {
            eprintln!("praxis: {error:#}");
            ExitCode::from(1)
        }
    }
}
