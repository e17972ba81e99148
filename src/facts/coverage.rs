//! Missing recommendations and entries.

use std::ops::RangeInclusive;

use crate::document::Content;
use crate::document::number::Number;
use crate::site::{Owner, RecommendationId, Report, ReportId, Site};

/// Numbers from 1 to the report's declared count without a recommendation, as ranges in order.
///
/// Empty without a count, or if any number other than of a part is not an integer: then the count
/// does not say which are missing. A file with an unreadable number can be any of the missing ones, so as many are left
/// out.
pub fn missing(site: &Site, report: ReportId) -> Vec<RangeInclusive<u32>> {
    let report = site.report(report);
    let Content::Report(front_matter) = &site.document(report.document).content else {
        return Vec::new();
    };
    let Some(count) = front_matter.count.as_ref().map(|count| count.value) else {
        return Vec::new();
    };
    // Parts with numbers of their own, such as `4.1`, are not counted.
    let numbers = report.recommendations.iter().filter_map(|known| {
        let number = integer(&known.number);
        (number.is_some() || known.part_of.is_none()).then_some(number)
    });
    let Some(mut numbers) = numbers.collect::<Option<Vec<u32>>>() else { return Vec::new() };
    numbers.sort_unstable();
    let gaps = gaps(&numbers, count);
    let lacking: usize = gaps.iter().map(length).sum();
    if lacking <= unnumbered(site, report) { Vec::new() } else { gaps }
}

/// Recommendations of the reviewed report without an entry, in order.
pub fn uncovered(site: &Site, review: ReportId) -> Vec<RecommendationId> {
    let review = site.report(review);
    let Some(of) = review.of.map(|of| site.report(of)) else { return Vec::new() };
    of.ids().filter(|id| site.entry_on(review.place, *id).is_none()).collect()
}

/// Entries of reviews on a recommendation, one per review.
pub fn entries_on(site: &Site, id: RecommendationId) -> impl Iterator<Item = RecommendationId> {
    site.recommendation(id).entries.iter().copied()
}

fn integer(number: &Number) -> Option<u32> {
    let key = number.key();
    key.bytes().all(|byte| byte.is_ascii_digit()).then(|| key.parse().ok()).flatten()
}

/// The numbers from 1 to `count` that a sorted list lacks.
fn gaps(numbers: &[u32], count: u32) -> Vec<RangeInclusive<u32>> {
    let mut gaps = Vec::new();
    let mut next = 1;
    for number in numbers.iter().copied().take_while(|number| *number <= count) {
        if next < number {
            gaps.push(next..=number - 1);
        }
        next = next.max(number.saturating_add(1));
    }
    if next <= count && numbers.last() != Some(&u32::MAX) {
        gaps.push(next..=count);
    }
    gaps
}

fn length(range: &RangeInclusive<u32>) -> usize {
    (range.end() - range.start()) as usize + 1
}

/// Number of recommendation files with unreadable numbers.
fn unnumbered(site: &Site, report: &Report) -> usize {
    site.documents()
        .filter(|(id, document)| {
            matches!(&document.content, Content::Recommendation(_))
                && site.owner(*id) == Owner::Nothing(report.place)
                && document.number().is_none()
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_between_numbers() {
        #[track_caller]
        fn case(numbers: &[u32], count: u32, expected: &[RangeInclusive<u32>]) {
            assert_eq!(gaps(numbers, count), expected);
        }
        case(&[1, 2, 3], 3, &[]);
        case(&[2], 3, &[1..=1, 3..=3]);
        case(&[1, 1, 3, 8, 9], 12, &[2..=2, 4..=7, 10..=12]);
        case(&[], 4, &[1..=4]);
        case(&[5, 6], 4, &[1..=4]);
        case(&[], 0, &[]);
        case(&[1], u32::MAX, &[2..=u32::MAX]);
        case(&[u32::MAX], u32::MAX, &[1..=u32::MAX - 1]);
    }
}
