//! Who holds a lock that several machines see: one line of text for people and for the next
//! publication, which recognises what a killed process left.
#![expect(clippy::disallowed_methods, reason = "what the system says about itself")]

use std::fs;

use sha2::{Digest as _, Sha256};

/// A process on a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Who {
    /// Host name, for people.
    pub(super) host: String,
    /// Digest of what identifies the machine and its numbering of processes.
    pub(super) machine: String,
    /// Process id.
    pub(super) process: u32,
    /// When the process was started: ids are used again. Empty if unknown.
    started: String,
}

impl Who {
    /// This process.
    pub(super) fn here() -> Self {
        let process = std::process::id();
        Self { host: host_name(), machine: machine(), process, started: started(process) }
    }

    /// One line, without spaces in values.
    pub(super) fn line(&self) -> String {
        let Self { host, machine, process, started } = self;
        format!("host={host} process={process} started={started} machine={machine}")
    }

    /// Reads [`Who::line`].
    pub(super) fn parse(line: &str) -> Option<Self> {
        let value = |name: &str| {
            line.split_whitespace().find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
        };
        Some(Self {
            host: value("host")?.to_owned(),
            machine: value("machine")?.to_owned(),
            process: value("process")?.parse().ok()?,
            started: value("started")?.to_owned(),
        })
    }

    /// The same as a name of a file.
    pub(super) fn name(&self) -> String {
        let Self { machine, process, started, .. } = self;
        format!("{machine}_{process}_{}", started.replace(':', "+"))
    }

    /// Reads [`Who::name`], with anything behind another `_`.
    pub(super) fn parse_name(name: &str) -> Option<Self> {
        let mut parts = name.split('_');
        Some(Self {
            host: String::new(),
            machine: parts.next()?.to_owned(),
            process: parts.next()?.parse().ok()?,
            started: parts.next()?.replace('+', ":"),
        })
    }

    /// Whether it is certain that the process has ended: only known on its own machine.
    pub(super) fn has_ended(&self) -> bool {
        self.machine == machine() && is_unix() && started(self.process) != self.started
    }
}

fn is_unix() -> bool {
    cfg!(target_os = "linux")
}

fn host_name() -> String {
    let name = ["/proc/sys/kernel/hostname", "/etc/hostname"]
        .into_iter()
        .find_map(|file| fs::read_to_string(file).ok())
        .or_else(|| std::env::var("COMPUTERNAME").ok())
        .or_else(|| std::env::var("HOSTNAME").ok())
        .unwrap_or_default();
    let plain: String = name
        .trim()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-') { c } else { '-' })
        .collect();
    if plain.is_empty() { "unknown".to_owned() } else { plain }
}

/// Digest of what identifies this machine and its numbering of processes: containers can share the
/// name of a machine but not its process ids.
pub fn machine() -> String {
    let mut digest = Sha256::new();
    digest.update(host_name());
    digest.update(fs::read("/etc/machine-id").unwrap_or_default());
    if let Ok(processes) = fs::read_link("/proc/self/ns/pid") {
        digest.update(processes.as_os_str().as_encoded_bytes());
    }
    let digest = digest.finalize();
    let number = digest.iter().take(8).fold(0, |sum: u64, byte| sum << 8 | u64::from(*byte));
    format!("{number:016x}")
}

/// When a process was started: the machine's, then the process's; empty if there is none.
fn started(process: u32) -> String {
    let Ok(stat) = fs::read_to_string(format!("/proc/{process}/stat")) else {
        return String::new();
    };
    // The name, in parentheses, can contain anything. The 22nd field is the time since boot.
    let Some((_, fields)) = stat.rsplit_once(')') else { return String::new() };
    let mut fields = fields.split_ascii_whitespace();
    if matches!(fields.next(), Some("Z" | "X")) {
        return String::new();
    }
    let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    format!("{}:{}", boot.trim(), fields.nth(18).unwrap_or_default())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use std::process::Command;

    use super::*;

    #[test]
    fn a_living_process_is_known_again() {
        let here = Who::here();
        let again = Who::parse(&format!("{}\n", here.line())).unwrap();
        assert_eq!(again, here);
        assert!(!again.has_ended());
        let named = Who::parse_name(&format!("{}_7", here.name())).unwrap();
        assert_eq!(Who { host: here.host.clone(), ..named }, here);
        assert!(!here.started.is_empty());
    }

    #[test]
    fn only_what_certainly_ended_has_ended() {
        let mut child = Command::new("sleep").arg("60").spawn().unwrap();
        let who = Who { process: child.id(), started: started(child.id()), ..Who::here() };
        assert!(!who.has_ended());
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(who.has_ended());
        assert!(!Who { machine: "elsewhere".to_owned(), ..who.clone() }.has_ended());
        // The id of this process, as another process had it before.
        assert!(Who { process: std::process::id(), ..who }.has_ended());
        assert_eq!(Who::parse("host=a"), None);
    }
}
