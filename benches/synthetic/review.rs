//! A review of the synthetic report: an entry for each recommendation.

use super::Write;
use super::narrative::{self, REVIEW_NOTES, Scene, TASKS, push};
use super::plan::Plan;
use super::random::Random;
use super::vocabulary::TEAMS;

pub(super) fn index(write: Write<'_>) {
    let teams = TEAMS.join("\", \"");
    let text = format!(
        "+++\nkind = \"review\"\nof = \"synthetic\"\ntitle = \"Work Plan of the Synthetic Review\"\n\
         series = \"SYN2\"\nteams = [\"{teams}\"]\n+++\n\
         How the review team assesses what became of each recommendation.\n"
    );
    write("content/synthetic-review/_index.md", &text);
}

/// Appends the entry that quotes this statement.
pub(super) fn entry(seed: u64, scene: &Scene<'_>, statement: &str, out: &mut String) {
    let Plan { number, group, .. } = *scene.plan;
    let mut random = Random::new(&[seed, 40, number.into()]);
    push(out, format_args!("+++\nnumber = {number}\nstatement = \"\"\"\n{statement}\"\"\"\n"));
    push(out, format_args!("group = \"{group}\"\n"));
    teams(&mut random, out);
    progress(&mut random, out);
    let mut templates = TASKS.iter().cycle().skip(random.below(6) as usize);
    for index in 0..random.between(2, 5) {
        // From the third on they are subtasks of the second.
        out.push_str(if index < 2 { "\n[[tasks]]\n" } else { "\n[[tasks.tasks]]\n" });
        if let Some(template) = templates.next() {
            task(scene, &mut random, template, out);
        }
    }
    let mut notes = String::new();
    for _ in 0..random.between(1, 3) {
        scene.sentence(&mut random, &REVIEW_NOTES, &mut notes);
    }
    out.push_str("+++\n");
    narrative::wrapped(&notes, out);
}

fn task(scene: &Scene<'_>, random: &mut Random, template: &str, out: &mut String) {
    let mut text = String::new();
    scene.sentence(random, &[template], &mut text);
    push(out, format_args!("text = \"{text}\"\n"));
    teams(random, out);
    progress(random, out);
}

fn teams(random: &mut Random, out: &mut String) {
    let first = random.below(6) as usize;
    let chosen: Vec<&str> = TEAMS.iter().cycle().skip(first).step_by(2).take(2).copied().collect();
    let shown = random.between(1, 2) as usize;
    push(out, format_args!("teams = [\"{}\"]\n", chosen[..shown].join("\", \"")));
}

fn progress(random: &mut Random, out: &mut String) {
    if random.chance(70) {
        push(out, format_args!("progress = {}\n", random.below(21) * 5));
    }
}
