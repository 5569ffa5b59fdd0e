//! A Postfix of the test's own: brings letters to us by LMTP or SMTP, and takes those we send.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::{Certificates, free_port, is_root, program, wait_for_port};

/// The running server.
pub struct Postfix {
    folder: TempDir,
    binary: PathBuf,
    /// Where it takes letters, with STARTTLS.
    pub port: u16,
    /// Its authority, as PEM.
    pub authority: String,
}

/// Can it run here? It wants to be root, who starts each of its programs as another user.
pub fn can_run() -> bool {
    if !is_root() {
        eprintln!("NOT CHECKED: Postfix runs only as root; this test needs it, and this user is none");
    }
    is_root()
}

impl Postfix {
    /// A server that passes letters to `desk.example` on by `transport`, such as `lmtp:unix:/path` or `smtp:[127.0.0.1]:2525`,
    /// and keeps those for `else.example` in files.
    pub fn start(transport: &str) -> Self {
        Self::start_with(
            transport,
            "mynetworks = 127.0.0.0/8\nsmtpd_recipient_restrictions = permit_mynetworks, reject\n\
             smtpd_relay_restrictions = permit_mynetworks, reject\n",
        )
    }

    /// A server that takes letters only from who signs in; a Dovecot says who may, at the socket `checks`.
    pub fn start_for_who_signs_in(checks: &Path) -> Self {
        let more = format!(
            "mynetworks =\nsmtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot\nsmtpd_sasl_path = {}\nsmtpd_tls_auth_only = yes\n\
             smtpd_sasl_security_options = noanonymous\nsmtpd_recipient_restrictions = permit_sasl_authenticated, reject\n\
             smtpd_relay_restrictions = permit_sasl_authenticated, reject\n",
            checks.display()
        );
        Self::start_with("error:nowhere", &more)
    }

    fn start_with(transport: &str, more: &str) -> Self {
        let binary = program("postfix", "postfix");
        let folder = tempfile::Builder::new().prefix("firstline-postfix-").tempdir().expect("a folder");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("open to the server's users");
        let at = folder.path();
        let (etc, queue, data, mail) = (at.join("etc"), at.join("queue"), at.join("data"), at.join("mail"));
        for part in [&etc, &queue, &data, &mail] {
            fs::create_dir(part).expect("a folder");
        }
        owned_by("postfix", &data);
        owned_by("nobody", &mail);
        let certificates = Certificates::new();
        let (certificate, key) = certificates.write(&etc);
        let port = free_port();
        fs::write(etc.join("transport"), format!("desk.example {transport}\n")).expect("its routes");
        let main = format!(
            "compatibility_level = 3.6\nmaillog_file = {at}/log\nmaillog_file_prefixes = {at}\nqueue_directory = {queue}\ndata_directory = {data}\n\
             command_directory = /usr/sbin\ndaemon_directory = /usr/lib/postfix/sbin\nmail_owner = postfix\nsetgid_group = postdrop\n\
             inet_interfaces = loopback-only\ninet_protocols = ipv4\nmyhostname = mx.else.example\nmydestination =\n\
             alias_maps =\nlocal_recipient_maps =\nrelay_domains = desk.example\ntransport_maps = texthash:{etc}/transport\n\
             virtual_mailbox_domains = else.example\nvirtual_mailbox_base = {mail}\nvirtual_mailbox_maps = static:box/\nvirtual_uid_maps = static:65534\n\
             virtual_gid_maps = static:65534\nvirtual_minimum_uid = 1\nsmtpd_tls_security_level = may\nsmtpd_tls_cert_file = {certificate}\nsmtpd_tls_key_file = {key}\n\
             smtp_tls_security_level = may\nlmtp_tls_security_level = none\nsmtputf8_enable = yes\nminimal_backoff_time = 1s\nmaximal_backoff_time = 2s\nqueue_run_delay = 1s\n\
             smtp_host_lookup = native\nsmtp_dns_support_level = disabled\nlmtp_host_lookup = native\n{more}",
            at = at.display(),
            etc = etc.display(),
            queue = queue.display(),
            data = data.display(),
            mail = mail.display(),
            certificate = certificate.display(),
            key = key.display(),
        );
        // Its programs warn of each word that is said twice, the one that keeps the log among them: they may fill the socket they
        // all log into before it is read, and then wait for one another for ever.
        let mut words: Vec<_> = main.lines().filter_map(|line| Some(line.split_once('=')?.0.trim())).collect();
        words.sort_unstable();
        assert!(words.windows(2).all(|two| two[0] != two[1]), "a word is said twice: {words:?}");
        fs::write(etc.join("main.cf"), main).expect("its configuration");
        // Nothing is chrooted: all of it lies in the test's own folder.
        let services = [
            format!("127.0.0.1:{port} inet n - n - - smtpd"),
            "pickup unix n - n 60 1 pickup".to_owned(),
            "cleanup unix n - n - 0 cleanup".to_owned(),
            "qmgr unix n - n 1 1 qmgr".to_owned(),
            "tlsmgr unix - - n 1000? 1 tlsmgr".to_owned(),
            "rewrite unix - - n - - trivial-rewrite".to_owned(),
            "bounce unix - - n - 0 bounce".to_owned(),
            "defer unix - - n - 0 bounce".to_owned(),
            "trace unix - - n - 0 bounce".to_owned(),
            "verify unix - - n - 1 verify".to_owned(),
            "flush unix n - n 1000? 0 flush".to_owned(),
            "proxymap unix - - n - - proxymap".to_owned(),
            "smtp unix - - n - - smtp".to_owned(),
            "relay unix - - n - - smtp".to_owned(),
            "showq unix n - n - - showq".to_owned(),
            "error unix - - n - - error".to_owned(),
            "retry unix - - n - - error".to_owned(),
            "discard unix - - n - - discard".to_owned(),
            "virtual unix - n n - - virtual".to_owned(),
            "lmtp unix - - n - - lmtp".to_owned(),
            "anvil unix - - n - 1 anvil".to_owned(),
            "scache unix - - n - 1 scache".to_owned(),
            "postlog unix-dgram n - n - 1 postlogd".to_owned(),
        ];
        fs::write(etc.join("master.cf"), services.join("\n") + "\n").expect("its services");
        let postfix = Self { binary, port, authority: certificates.authority, folder };
        let started = postfix.command("start").output().expect("postfix runs");
        assert!(started.status.success(), "postfix does not start: {} {}", String::from_utf8_lossy(&started.stderr), postfix.log());
        wait_for_port(port, &postfix.folder.path().join("log"));
        postfix
    }

    /// The files of the letters it keeps for `else.example`.
    pub fn kept(&self) -> Vec<String> {
        let files = fs::read_dir(self.folder.path().join("mail/box/new")).into_iter().flatten().flatten();
        files.map(|file| fs::read_to_string(file.path()).expect("a letter")).collect()
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    fn command(&self, what: &str) -> Command {
        let mut command = Command::new(&self.binary);
        command.arg("-c").arg(self.folder.path().join("etc")).arg(what).stdin(Stdio::null());
        command
    }
}

fn owned_by(user: &str, path: &Path) {
    let done = Command::new("chown").arg(user).arg(path).status().expect("chown runs");
    assert!(done.success(), "there is no user {user}: on Debian, apt-get install postfix makes it");
}

impl Drop for Postfix {
    fn drop(&mut self) {
        let _ = self.command("stop").output();
    }
}
