//! A Dovecot of the test's own: IMAP with and without TLS, passwords and XOAUTH2, mailboxes as folders of files.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::{Certificates, free_port, is_root, program, wait_for_port};

/// Whom letters belong to when we are root: nobody.
const NOBODY: u32 = 65_534;
/// The password of every user.
pub const PASSWORD: &str = "vier kalte Enten";

/// Lets other servers ask it whether somebody may come in.
pub const CHECKS_FOR_OTHERS: &str = "service auth {\n unix_listener for-postfix {\n  mode = 0666\n }\n}\n";

/// The running server.
pub struct Dovecot {
    folder: TempDir,
    server: Child,
    /// STARTTLS and plain text.
    pub imap: u16,
    /// TLS from the first byte.
    pub imaps: u16,
    /// Its authority, as PEM.
    pub authority: String,
}

impl Dovecot {
    /// A server that knows every user by the one password.
    pub fn start() -> Self {
        Self::start_with("", None)
    }

    /// The same with more in its configuration, and tokens looked up at an identity server's introspection address.
    pub fn start_with(more: &str, introspection: Option<&str>) -> Self {
        let binary = program("dovecot", "dovecot-imapd");
        program("imap", "dovecot-imapd");
        let folder = tempfile::Builder::new().prefix("firstline-dovecot-").tempdir().expect("a folder");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("open to the server's users");
        let certificates = Certificates::new();
        let (certificate, key) = certificates.write(folder.path());
        let (imap, imaps) = (free_port(), free_port());
        let at = folder.path().display();
        let users = if is_root() {
            fs::create_dir(folder.path().join("mail")).expect("a folder");
            chown(folder.path().join("mail"), Some(NOBODY), Some(NOBODY)).expect("given away");
            format!("mail_uid = {NOBODY}\nmail_gid = {NOBODY}\nfirst_valid_uid = 1\nfirst_valid_gid = 1\n")
        } else {
            let user = std::env::var("USER").or_else(|_| std::env::var("LOGNAME")).expect("the name of the user who runs the tests");
            format!("default_internal_user = {user}\ndefault_login_user = {user}\nfirst_valid_uid = 1\nservice anvil {{\n chroot =\n}}\n")
        };
        let tokens = introspection.map(|url| {
            let file = folder.path().join("oauth2.conf");
            let text = format!(
                "introspection_mode = post\nintrospection_url = {url}\nusername_attribute = username\nactive_attribute = active\nactive_value = true\n"
            );
            fs::write(&file, text).expect("its file");
            format!("passdb {{\n driver = oauth2\n mechanisms = xoauth2 oauthbearer\n args = {}\n}}\n", file.display())
        });
        let configuration = format!(
            "protocols = imap\nlisten = 127.0.0.1\nbase_dir = {at}/run\nlog_path = {at}/log\nauth_mechanisms = plain login{}\n\
             disable_plaintext_auth = no\nssl = yes\nssl_cert = <{}\nssl_key = <{}\nmail_location = maildir:{at}/mail/%n\n{users}\
             service imap-login {{\n chroot =\n inet_listener imap {{\n  port = {imap}\n }}\n inet_listener imaps {{\n  port = {imaps}\n  ssl = yes\n }}\n}}\n\
             service stats {{\n unix_listener stats-writer {{\n  mode = 0666\n }}\n}}\nmail_max_userip_connections = 50\n{}\
             passdb {{\n driver = static\n args = password={}\n}}\n\
             userdb {{\n driver = static\n args = home={at}/mail/%n allow_all_users=yes\n}}\n{more}\n",
            if introspection.is_some() { " xoauth2 oauthbearer" } else { "" },
            certificate.display(),
            key.display(),
            tokens.unwrap_or_default(),
            PASSWORD.replace(' ', "_"),
        );
        let file = folder.path().join("dovecot.conf");
        fs::write(&file, configuration).expect("its configuration");
        let log = fs::File::create(folder.path().join("start.log")).expect("a log");
        let mut command = Command::new(binary);
        command.arg("-F").arg("-c").arg(&file).stdin(Stdio::null()).stdout(log.try_clone().expect("the log")).stderr(log);
        let server = command.spawn().expect("dovecot starts");
        let dovecot = Self { server, imap, imaps, authority: certificates.authority, folder };
        wait_for_port(imaps, &dovecot.folder.path().join("start.log"));
        dovecot
    }

    /// The password of every user, as the server knows it.
    pub fn password() -> String {
        PASSWORD.replace(' ', "_")
    }

    /// Puts a letter into a user's inbox, as a delivery agent does; where it lies.
    pub fn put(&self, user: &str, name: &str, letter: &str) -> PathBuf {
        self.put_all(user, std::iter::once((name.to_owned(), letter.to_owned()))).remove(0)
    }

    /// Puts letters into a user's inbox.
    pub fn put_all(&self, user: &str, letters: impl Iterator<Item = (String, String)>) -> Vec<PathBuf> {
        let maildir = self.maildir(user);
        for part in ["", "tmp", "new", "cur"] {
            let folder = maildir.join(part);
            fs::create_dir_all(&folder).expect("a folder of the mailbox");
            give(&folder);
        }
        letters
            .map(|(name, letter)| {
                let letter = letter.replace("\r\n", "\n").replace('\n', "\r\n");
                // The sizes in the name spare the server a look into the file.
                let name = format!("{name}.firstline,S={0},W={0}", letter.len());
                let (draft, place) = (maildir.join("tmp").join(&name), maildir.join("new").join(&name));
                fs::write(&draft, letter).expect("a letter's file");
                give(&draft);
                fs::rename(&draft, &place).expect("delivered");
                place
            })
            .collect()
    }

    /// Where a user's letters lie.
    pub fn maildir(&self, user: &str) -> PathBuf {
        self.folder.path().join("mail").join(user)
    }

    /// Forbids the server to read a letter that was put here by this name, or lets it again.
    pub fn forbid(&self, user: &str, name: &str, forbidden: bool) {
        let of = |part: &str| fs::read_dir(self.maildir(user).join(part)).into_iter().flatten().flatten();
        let file =
            of("new").chain(of("cur")).find(|entry| entry.file_name().to_string_lossy().starts_with(name)).expect("the letter's file");
        let mode = if forbidden { 0o000 } else { 0o600 };
        fs::set_permissions(file.path(), fs::Permissions::from_mode(mode)).expect("its permissions");
    }

    /// Where it checks names and secrets for other servers, as Postfix asks it; give its line to [`Dovecot::start_with`].
    pub fn checks_for_others(&self) -> PathBuf {
        self.folder.path().join("run/for-postfix")
    }

    /// The names of the files in a folder of a user: `new` and `cur` of the inbox, or of `.Processed`.
    pub fn files(&self, user: &str, folder: &str) -> Vec<String> {
        let of = |part: &str| fs::read_dir(self.maildir(user).join(folder).join(part)).into_iter().flatten().flatten();
        of("new").chain(of("cur")).map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

fn give(path: &Path) {
    if is_root() {
        chown(path, Some(NOBODY), Some(NOBODY)).expect("given away");
    }
}

impl Drop for Dovecot {
    fn drop(&mut self) {
        // Its master ends its children when it is asked to end.
        let _ = Command::new("kill").arg("-TERM").arg(self.server.id().to_string()).status();
        let _ = self.server.wait();
    }
}
