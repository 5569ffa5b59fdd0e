//! The command line: what each command is called, what it takes, what its exit code says.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::commands;
use crate::config::{Config, Flags};

/// Exit code of a command that was refused: the input or the state of things does not allow it.
const REFUSED: u8 = 1;
/// Exit code of a command that failed.
const FAILED: u8 = 2;

#[derive(Parser)]
#[command(name = "firstline", version = env!("CARGO_PKG_VERSION"), about = "Firstline, the help desk you host yourself", after_help = EXIT_CODES)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 done, 1 refused (the input or the state of things does not allow it), 2 failed.";

/// What every command takes.
#[derive(Args)]
struct Common {
    /// Configuration file; firstline.toml in the data folder if not given
    #[arg(long, global = true, env = "FIRSTLINE_CONFIG")]
    config: Option<PathBuf>,
    /// Folder for the embedded database, and the files
    #[arg(long, global = true)]
    data: Option<PathBuf>,
    /// postgres:// URL, or a SQLite file
    #[arg(long, global = true)]
    database: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Start the server
    #[command(after_help = "Example: firstline serve --data /var/lib/firstline --listen 127.0.0.1:8080")]
    Serve {
        #[command(flatten)]
        listen: Listen,
    },
    /// Start a believable demo organization in ./data-demo
    #[command(after_help = "Example: firstline demo\nThen: swaks --to support@demo.localhost --server 127.0.0.1:2525")]
    Demo {
        #[command(flatten)]
        listen: Listen,
        /// Throw the demo data away and make it anew
        #[arg(long)]
        fresh: bool,
    },
    /// Test the configuration and every connection, and say what to do
    #[command(after_help = "Example: firstline check --json")]
    Check {
        /// Answer as JSON
        #[arg(long)]
        json: bool,
    },
    /// Bring the database's schema up to date
    #[command(after_help = "Example: firstline migrate")]
    Migrate {
        /// Answer as JSON
        #[arg(long)]
        json: bool,
    },
    /// People of the desk
    #[command(subcommand)]
    Person(Person),
    /// API tokens
    #[command(subcommand)]
    Token(Token),
    /// Promises: calendars tried out, clocks explained
    #[command(subcommand)]
    Sla(Sla),
    /// Take in a letter from standard input; exits 0 only when it is durably kept
    #[command(after_help = "Example: firstline deliver --mailbox support@example.org < letter.eml")]
    Deliver {
        /// The mailbox it came to; found from the letter's recipients if not given
        #[arg(long)]
        mailbox: Option<String>,
    },
    /// What the desk can learn from labelled texts
    #[command(subcommand)]
    Suggest(Suggest),
    /// Letters
    #[command(subcommand)]
    Mail(Mail),
    /// The log of administrative acts
    #[command(subcommand)]
    Audit(Audit),
    /// Write everything into one file while the server runs, and prove that it can be restored
    #[command(after_help = "Example: firstline backup /backup/firstline-2026-11-21.tar.gz")]
    Backup {
        /// The file to write; must not exist
        file: PathBuf,
        /// Answer as JSON
        #[arg(long)]
        json: bool,
    },
    /// Fill a desk with tickets, once, and measure how fast it answers
    #[command(
        after_help = "Example: firstline bench --tickets 100000 --data /var/tmp/bench\n\nThe desk stays for the next run; throw its folder away when done."
    )]
    Bench(commands::bench::Bench),
    /// Write everything into a folder of documented files, one JSON object a line, without passwords and other secrets
    #[command(after_help = "Example: firstline export --to /var/tmp/export-2026-11-28")]
    Export {
        /// The folder; it must not be there yet
        #[arg(long)]
        to: PathBuf,
        /// Answer as JSON
        #[arg(long)]
        json: bool,
    },
    /// Put what `firstline export` wrote into an empty database and file store, of either engine
    #[command(after_help = "Example: firstline import-export --from /var/tmp/export-2026-11-28 --data /var/lib/firstline")]
    ImportExport {
        /// The folder
        #[arg(long)]
        from: PathBuf,
        /// Answer as JSON
        #[arg(long)]
        json: bool,
    },
    /// Put a backup into an empty database and file store, of either engine
    #[command(after_help = "Example: firstline restore --data /var/lib/firstline /backup/firstline-2026-11-21.tar.gz")]
    Restore {
        /// The backup
        file: PathBuf,
        /// Answer as JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Subcommand)]
enum Suggest {
    /// Learn from one table, be tested on another, and print how well it went as JSON; needs no data folder
    #[command(after_help = EVALUATE_HELP)]
    Evaluate(commands::suggest::Evaluate),
}

const EVALUATE_HELP: &str = "Example: firstline suggest evaluate --train a.csv.gz --test b.csv --text Document --label Topic_group\n\n\
    accuracy and macro_f1 judge the first guess; p_at_k is the share of the k likest texts of the first table that have the \
    same label; train_s is the time of learning, predict_per_s the guesses a second.";

#[derive(Args)]
struct Listen {
    /// Address and port of the pages
    #[arg(long)]
    listen: Option<SocketAddr>,
    /// Address and port of the SMTP door
    #[arg(long)]
    smtp_listen: Option<String>,
}

#[derive(Subcommand)]
enum Person {
    /// Add a person and print a link with which they set their password
    #[command(after_help = "Example: firstline person add --email ada@example.org --name 'Ada Byron' --role administrator")]
    Add {
        /// Their address
        #[arg(long)]
        email: String,
        /// Their name
        #[arg(long)]
        name: String,
        /// requester, agent, lead or administrator
        #[arg(long)]
        role: String,
        /// Answer as JSON
        #[arg(long)]
        json: bool,
    },
    /// Write all that is kept about a person into a zip archive, for them to have
    #[command(after_help = "Example: firstline person export rita@example.org --to rita.zip")]
    Export {
        /// An address of theirs
        address: String,
        /// The archive; never overwrites another file
        #[arg(long)]
        to: PathBuf,
        /// Answer as JSON
        #[arg(long)]
        json: bool,
    },
    /// Print the numbers of everybody who was erased, one a line: keep them outside of the desk, beside its backups
    #[command(after_help = "Example: firstline person erased > erased.txt")]
    Erased,
    /// Erase people by number, without asking: after a restore, those who were erased since that backup
    #[command(after_help = ERASE_HELP)]
    Erase {
        /// Numbers of people, as `firstline person erased` printed them
        #[arg(required = true)]
        people: Vec<i64>,
        /// Answer as JSON
        #[arg(long)]
        json: bool,
    },
}

const ERASE_HELP: &str = "Example: xargs firstline person erase < erased.txt\n\n\
    They come in no more at once; the rest is done by the server when it runs. Who was erased already, or is not there, is passed over.";

#[derive(Subcommand)]
enum Mail {
    /// Print as JSON what is read in a letter from standard input, and what would become of it; needs no data folder
    #[command(after_help = "Example: firstline mail explain < letter.eml")]
    Explain,
    /// Walk through the connections of mailboxes and name what is missing; sends each a letter of its own
    #[command(after_help = "Example: firstline mail doctor --mailbox support@example.org --json")]
    Doctor {
        /// The mailbox; all of them if not given
        #[arg(long)]
        mailbox: Option<String>,
        /// Answer as JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Subcommand)]
enum Audit {
    /// Walk along the audit log and name the first entry that was changed, removed or never written; ends with 0 when it holds
    #[command(after_help = VERIFY_HELP)]
    Verify {
        /// An end that an earlier walk printed, `LENGTH:HASH`: is this still the same log?
        #[arg(long)]
        head: Option<String>,
        /// Answer as JSON
        #[arg(long)]
        json: bool,
    },
}

const VERIFY_HELP: &str = "Example: firstline audit verify --head 128:5f0c...\n\n\
    Ends with 0 when the log holds and 1 when it does not. Keep the printed end outside of the database: whoever can write to the \
    database could make the whole chain anew, and only an end that was kept elsewhere shows it.";

#[derive(Subcommand)]
enum Token {
    /// Make an API token for a person and print it, once
    #[command(after_help = "Example: firstline token create --email ada@example.org --name reporting --read-only")]
    Create {
        /// Whose token it is
        #[arg(long)]
        email: String,
        /// What it is for
        #[arg(long)]
        name: String,
        /// It may only look
        #[arg(long)]
        read_only: bool,
        /// Answer as JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Subcommand)]
enum Sla {
    /// Answer cases from standard input, one JSON object a line, with one JSON line each
    #[command(
        after_help = "Example: firstline sla simulate --schedules schedules.json < cases.jsonl\nCase: {\"schedule\":\"office\",\"start\":\"2026-04-04T10:06:00Z\",\"minutes\":48,\"end\":\"2026-04-23T09:44:14Z\"}"
    )]
    Simulate {
        /// JSON file with the schedules: id, tz, hours, holidays, breaks, shifts
        #[arg(long)]
        schedules: PathBuf,
    },
    /// Say why a ticket's clocks show what they show: every counted and skipped stretch with its reason
    #[command(after_help = "Example: firstline sla explain 42 --json")]
    Explain {
        /// The ticket's number
        ticket: i64,
        /// Answer as JSON
        #[arg(long)]
        json: bool,
    },
}

/// Runs the command line and answers the process's exit code.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { FAILED } else { 0 });
        }
    };
    match command(cli) {
        Ok(code) => code,
        Err(outcome::Error::Refused(refusal)) => {
            eprintln!("firstline: {}", commands::in_words(&refusal));
            ExitCode::from(REFUSED)
        }
        Err(outcome::Error::Failed(error)) => {
            eprintln!("firstline: {error:#}");
            ExitCode::from(FAILED)
        }
    }
}

fn command(cli: Cli) -> outcome::Result<ExitCode> {
    // Needs neither a configuration nor a desk.
    if let Command::Suggest(Suggest::Evaluate(input)) = &cli.command {
        return commands::suggest::run(input);
    }
    if let Command::Mail(Mail::Explain) = cli.command {
        // Before the configuration is read: a letter can be explained where nothing is set up.
        commands::mail_explain::run()?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut flags = Flags { data: cli.common.data, database: cli.common.database, ..Flags::default() };
    if let Command::Serve { listen } | Command::Demo { listen, .. } = &cli.command {
        (flags.listen, flags.smtp_listen) = (listen.listen, listen.smtp_listen.clone());
    }
    let defaults = match &cli.command {
        Command::Demo { .. } => commands::demo::defaults(),
        Command::Bench(_) => commands::bench::defaults(),
        _ => Config::default(),
    };
    let config = Config::read(defaults, cli.common.config.as_deref(), &flags)?;
    commands::logs::start(&config, !matches!(cli.command, Command::Serve { .. } | Command::Demo { .. }));
    match cli.command {
        Command::Serve { .. } => commands::serve::run(&config)?,
        Command::Demo { fresh, .. } => commands::demo::run(&config, fresh)?,
        Command::Check { json } => return commands::check::run(&config, json),
        Command::Migrate { json } => commands::migrate::run(&config, json)?,
        Command::Person(Person::Add { email, name, role, json }) => commands::person::add(&config, &email, &name, &role, json)?,
        Command::Person(Person::Export { address, to, json }) => commands::person::export(&config, &address, &to, json)?,
        Command::Person(Person::Erased) => commands::person::erased(&config)?,
        Command::Person(Person::Erase { people, json }) => commands::person::erase(&config, &people, json)?,
        Command::Token(Token::Create { email, name, read_only, json }) => commands::token::create(&config, &email, &name, read_only, json)?,
        Command::Mail(Mail::Doctor { mailbox, json }) => return commands::mail_doctor::run(&config, mailbox.as_deref(), json),
        Command::Audit(Audit::Verify { head, json }) => return commands::audit::verify(&config, head.as_deref(), json),
        Command::Deliver { mailbox } => commands::deliver::run(&config, mailbox)?,
        Command::Suggest(Suggest::Evaluate(input)) => return commands::suggest::run(&input),
        Command::Mail(Mail::Explain) => commands::mail_explain::run()?,
        Command::Sla(Sla::Simulate { schedules }) => return commands::sla::simulate(&schedules),
        Command::Sla(Sla::Explain { ticket, json }) => commands::sla::explain(&config, ticket, json)?,
        Command::Bench(input) => commands::bench::run(&config, &input)?,
        Command::Export { to, json } => commands::export::run(&config, &to, json)?,
        Command::ImportExport { from, json } => commands::import_export::run(&config, &from, json)?,
        Command::Backup { file, json } => commands::backup::run(&config, &file, json)?,
        Command::Restore { file, json } => commands::restore::run(&config, &file, json)?,
    }
    Ok(ExitCode::SUCCESS)
}
