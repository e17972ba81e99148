//! Kills processes left behind by a program that was started for a scratch directory.
//!
//! We may have been killed, and the program may have started others that left its process group.
//! While one of them lives, it can write to removed paths. All of them inherit an environment
//! variable, by which they are found; only Linux allows reading it.

use std::path::Path;
use std::time::Duration;

/// Name of the variable. Its value is the path of the directory.
pub(super) const VARIABLE: &str = "SSR_SITE_SCRATCH";

/// Number of checks whether processes are gone, and the interval.
const TRIES: usize = 200;
const PAUSE: Duration = Duration::from_millis(10);

/// Kills the processes of a directory and, if given, a process group. Returns when they are gone,
/// or after a timeout.
pub(super) fn end(directory: &Path, group: Option<u32>) {
    let mut ending = system::Ending::new(directory, group);
    for _ in 0..TRIES {
        if ending.kill() == 0 {
            return;
        }
        std::thread::sleep(PAUSE);
    }
}

#[cfg(target_os = "linux")]
mod system {
    use std::collections::BTreeSet;
    use std::ffi::OsString;
    use std::fs;
    use std::os::unix::ffi::OsStringExt;
    use std::path::Path;

    use rustix::process::{
        Pid, PidfdFlags, Signal, getpid, kill_process, pidfd_open, pidfd_send_signal,
    };

    use super::VARIABLE;

    pub(super) struct Ending {
        /// `NAME=VALUE` in the environment of these processes.
        mark: Vec<u8>,
        /// Process groups to kill as well: members of the program's group may lack the mark.
        groups: BTreeSet<u32>,
    }

    impl Ending {
        pub(super) fn new(directory: &Path, group: Option<u32>) -> Self {
            let mut mark = OsString::from(format!("{VARIABLE}="));
            mark.push(directory);
            Self { mark: mark.into_vec(), groups: group.into_iter().collect() }
        }

        /// Kills the living ones. Returns their number.
        pub(super) fn kill(&mut self) -> usize {
            let Ok(entries) = fs::read_dir("/proc") else { return 0 };
            let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
            names.filter_map(|name| name.parse().ok()).filter(|id| self.kill_one(*id)).count()
        }

        /// Kills a process if it is one of them.
        fn kill_one(&mut self, id: u32) -> bool {
            let Some(pid) = Pid::from_raw(id.cast_signed()).filter(|pid| *pid != getpid()) else {
                return false;
            };
            // The id may be reused before the signal is sent. A pidfd keeps referring to this
            // process.
            let handle = pidfd_open(pid, PidfdFlags::empty());
            let Some(group) = group_of_living(id) else { return false };
            let is_marked = self.is_marked(id);
            if is_marked && group == id {
                self.groups.insert(group);
            }
            if !is_marked && !self.groups.contains(&group) {
                return false;
            }
            let killed = match handle {
                Ok(handle) => pidfd_send_signal(handle, Signal::KILL),
                Err(_) => kill_process(pid, Signal::KILL),
            };
            killed.is_ok()
        }

        fn is_marked(&self, id: u32) -> bool {
            fs::read(format!("/proc/{id}/environ")).is_ok_and(|environment| {
                environment.split(|byte| *byte == 0).any(|variable| variable == self.mark)
            })
        }
    }

    /// The group of a process that has not exited; zombies do not count.
    fn group_of_living(id: u32) -> Option<u32> {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        // The name, in parentheses, can contain anything. State, parent and group follow.
        let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace();
        let state = fields.next()?;
        if matches!(state, "Z" | "X") { None } else { fields.nth(1)?.parse().ok() }
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
mod system {
    use std::path::Path;

    use rustix::process::{Pid, Signal, kill_process_group};

    pub(super) struct Ending {
        group: Option<Pid>,
    }

    impl Ending {
        pub(super) fn new(_: &Path, group: Option<u32>) -> Self {
            Self { group: group.and_then(|group| Pid::from_raw(group.cast_signed())) }
        }

        /// Kills the living ones. Returns the number of groups.
        pub(super) fn kill(&mut self) -> usize {
            let killed = self.group.map(|group| kill_process_group(group, Signal::KILL));
            usize::from(killed.is_some_and(|killed| killed.is_ok()))
        }
    }
}

#[cfg(not(unix))]
mod system {
    use std::path::Path;

    pub(super) struct Ending;

    impl Ending {
        pub(super) fn new(_: &Path, _: Option<u32>) -> Self {
            Self
        }

        pub(super) fn kill(&mut self) -> usize {
            0
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use std::fs;
    use std::os::unix::process::{CommandExt, ExitStatusExt};
    use std::process::{Child, Command};

    use super::*;

    fn sleeping(mark: Option<&str>) -> Command {
        let mut command = Command::new("sleep");
        command.arg("600").env_remove(VARIABLE);
        if let Some(mark) = mark {
            command.env(VARIABLE, mark);
        }
        command
    }

    /// Starts a program and waits until its environment is readable: the parent continues slightly
    /// before `exec`.
    fn start(command: &mut Command) -> Child {
        let child = command.spawn().unwrap();
        let environment = format!("/proc/{}/environ", child.id());
        for _ in 0..TRIES {
            if fs::read(&environment).is_ok_and(|variables| !variables.is_empty()) {
                break;
            }
            std::thread::sleep(PAUSE);
        }
        child
    }

    fn was_killed(mut child: Child) -> bool {
        for _ in 0..TRIES {
            if let Some(status) = child.try_wait().unwrap() {
                return status.signal() == Some(9);
            }
            std::thread::sleep(PAUSE);
        }
        child.kill().unwrap();
        false
    }

    #[test]
    fn what_was_started_for_a_directory_is_ended_and_nothing_else() {
        let directory = Path::new("/nowhere/ssr-site-scratch-000000");
        let marked = start(&mut sleeping(directory.to_str()));
        // It has left its group, as daemons do.
        let apart = start(sleeping(directory.to_str()).process_group(0));
        let others = [None, Some("/nowhere/ssr-site-scratch-00000"), Some("/nowhere")];
        let others = others.map(|mark| start(sleeping(mark).process_group(0)));
        end(directory, None);
        assert!(was_killed(marked) && was_killed(apart));
        for mut other in others {
            assert!(other.try_wait().unwrap().is_none());
            other.kill().unwrap();
            other.wait().unwrap();
        }
    }

    #[test]
    fn a_group_is_ended_whatever_its_environment() {
        let directory = Path::new("/nowhere/ssr-site-scratch-000001");
        let leader = start(sleeping(directory.to_str()).process_group(0));
        let group = leader.id().cast_signed();
        let member = start(sleeping(None).process_group(group));
        end(directory, None);
        assert!(was_killed(leader) && was_killed(member));
        let leader = start(sleeping(None).process_group(0));
        end(directory, Some(leader.id()));
        assert!(was_killed(leader));
    }
}
