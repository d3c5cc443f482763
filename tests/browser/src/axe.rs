//! axe-core: what a machine can find of barriers.

use serde_json::{Value, json};

use crate::{programs, reader::Reader};

/// The rules that hold: WCAG 2.2 A and AA, and axe's best practice.
const RULES: [&str; 7] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

impl Reader {
    /// What axe finds on the page, a line each with the places; empty if all is well.
    pub async fn barriers(&self) -> Vec<String> {
        if self.js("return typeof axe", Vec::new()).await != "object" {
            let axe = std::fs::read_to_string(programs::axe()).expect("axe.min.js can be read");
            self.js(&axe, Vec::new()).await;
        }
        let run = "const [rules, done] = arguments;
            axe.run(document, { runOnly: rules, resultTypes: ['violations'] })
              .then(({ violations }) => done(violations), (error) => done([{ id: String(error), nodes: [] }]));";
        let found = self.client.execute_async(run, vec![json!(RULES)]).await.expect("axe runs");
        let found = found.as_array().cloned().unwrap_or_default();
        found.iter().flat_map(lines).collect()
    }
}

fn lines(violation: &Value) -> Vec<String> {
    let (rule, help) = (&violation["id"], &violation["help"]);
    let places = violation["nodes"].as_array().cloned().unwrap_or_default();
    let mut lines = vec![format!("{rule}: {help}")];
    lines.extend(places.iter().take(5).map(|place| {
        let why = place["failureSummary"].as_str().unwrap_or_default().replace('\n', " ");
        format!("    {} {}\n      {why}", place["target"], place["html"])
    }));
    lines
}
