//! Every provider and product known here: the shipped files, and the person's overlays over them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use super::file::{self, Draft};
use super::{Product, Provider};
use crate::problem::Problem;

/// `(file name, text)` of every file in `catalogue/`, in order of name.
const SHIPPED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

/// How alike an id must be to be offered as a nearest name, 0 to 1. Below it names only look arbitrary.
const ALIKE: f64 = 0.65;

/// How many ids are named to someone whose own is like none of them.
const NAMED: usize = 12;

/// All providers, ordered by id; products in their file's order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Catalogue {
    pub(super) providers: Vec<Provider>,
    /// Where each product stands, by its present and former ids: asked for with every picture that is made.
    places: BTreeMap<String, (usize, usize)>,
}

/// A file of the person's own: `$SIAGA_CONFIG_DIR/catalogue/<provider-id>.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverlayFile {
    /// Path as shown in errors. Its stem is the id of the provider it changes or adds.
    pub name: String,
    /// Its content.
    pub text: String,
}

impl Catalogue {
    /// What comes with this version.
    #[must_use]
    pub fn shipped() -> Self {
        // That none of the shipped files has a problem is proved by a test.
        Self::read_shipped().0
    }

    /// What comes with this version, changed by the person's files in the order given. A file with anything wrong in
    /// it is left out as a whole and reported; the rest stands.
    #[must_use]
    pub fn with_overlays(files: &[OverlayFile]) -> (Self, Vec<Problem>) {
        let (mut catalogue, mut problems) = Self::read_shipped();
        for file in files {
            problems.extend(catalogue.lay_over(&file.name, &file.text));
        }
        for provider in &mut catalogue.providers {
            provider.own = !comes_with_siaga(&provider.id);
        }
        (catalogue, problems)
    }

    /// Every provider, ordered by id.
    #[must_use]
    pub fn providers(&self) -> &[Provider] {
        &self.providers
    }

    /// The provider of this id, or the one that had it before.
    #[must_use]
    pub fn provider(&self, id: &str) -> Option<&Provider> {
        self.provider_position(id).map(|position| &self.providers[position])
    }

    /// The product of this id, or the one that had it before.
    #[must_use]
    pub fn product(&self, id: &str) -> Option<&Product> {
        self.places.get(id).map(|(provider, product)| &self.providers[*provider].products[*product])
    }

    /// Every product, provider by provider.
    pub fn products(&self) -> impl Iterator<Item = &Product> {
        self.providers.iter().flat_map(|provider| &provider.products)
    }

    /// Every product by [`Product::order`], then by id; those without an order come last.
    #[must_use]
    pub fn in_order(&self) -> Vec<&Product> {
        let mut products: Vec<&Product> = self.products().collect();
        products.sort_by_key(|product| (product.order.unwrap_or(u32::MAX), product.id.as_str()));
        products
    }

    /// The provider of a product, by the product's present or former id.
    #[must_use]
    pub fn provider_of(&self, product_id: &str) -> Option<&Provider> {
        self.places.get(product_id).map(|(provider, _)| &self.providers[*provider])
    }

    /// Up to three product ids nearest to a wrong one, nearest first; ids and names are compared in any case.
    #[must_use]
    pub fn nearest(&self, wrong: &str) -> Vec<String> {
        let wrong = wrong.trim().to_lowercase();
        let mut near: Vec<(f64, &str)> = self
            .products()
            .map(|product| (likeness(&wrong, &product.id).max(likeness(&wrong, &product.name)), product.id.as_str()))
            .filter(|(likeness, _)| *likeness >= ALIKE)
            .collect();
        near.sort_by(|(a, id_a), (b, id_b)| b.total_cmp(a).then_with(|| id_a.cmp(id_b)));
        near.into_iter().take(3).map(|(_, id)| id.to_owned()).collect()
    }

    /// What is said of an id that no product has: the nearest names, or the first of all where none is near.
    #[must_use]
    pub fn no_product(&self, wrong: &str) -> String {
        let nearest = self.nearest(wrong);
        if nearest.is_empty() {
            let known: Vec<&str> = self.in_order().iter().map(|product| product.id.as_str()).collect();
            let (named, rest) = known.split_at(known.len().min(NAMED));
            let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
            return format!("no product is called \"{wrong}\"; there are {}{more}", named.join(", "));
        }
        format!("no product is called \"{wrong}\"; nearest: {}", nearest.join(", "))
    }

    /// Lets a provider's feed be read by nobody: its products are known, their states are not.
    pub fn leave_unread(&mut self, provider: &str) {
        if let Some(provider) = self.providers.iter_mut().find(|known| known.id == provider) {
            provider.feed = None;
        }
    }

    /// Lets the person's settings say which parts count for a product. Core parts that are not among them no longer do.
    pub fn pick_components(&mut self, product_id: &str, components: Vec<String>) {
        let Some(id) = self.product(product_id).map(|product| product.id.clone()) else { return };
        let mut products = self.providers.iter_mut().flat_map(|provider| &mut provider.products);
        if let Some(product) = products.find(|product| product.id == id) {
            product.core.retain(|core| components.contains(core));
            product.components = components;
        }
    }

    fn read_shipped() -> (Self, Vec<Problem>) {
        /// The same in every call: data of this version, read once.
        static READ: LazyLock<(Catalogue, Vec<Problem>)> = LazyLock::new(|| {
            let mut catalogue = Catalogue::default();
            let problems = SHIPPED.iter().flat_map(|(name, text)| catalogue.lay_over(name, text)).collect();
            catalogue.providers.shrink_to_fit();
            (catalogue, problems)
        });
        READ.clone()
    }

    fn provider_position(&self, id: &str) -> Option<usize> {
        self.providers.iter().position(|provider| provider.id == id).or_else(|| {
            self.providers.iter().position(|provider| provider.former_ids.iter().any(|former| former == id))
        })
    }

    fn lay_over(&mut self, name: &str, text: &str) -> Vec<Problem> {
        let stem = Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let position = self.provider_position(&stem);
        let draft = match file::read(name, text, &stem, position.map(|position| &self.providers[position])) {
            Ok(draft) => draft,
            Err(problem) => return vec![*problem],
        };
        let mut problems = self.clashes(name, &draft);
        problems.extend(draft.problems);
        if !problems.is_empty() {
            return problems;
        }
        match position {
            Some(position) => self.providers[position] = draft.provider,
            None => self.providers.push(draft.provider),
        }
        self.providers.sort_by(|a, b| a.id.cmp(&b.id));
        self.find_places();
        Vec::new()
    }

    fn find_places(&mut self) {
        self.places.clear();
        for (at, provider) in self.providers.iter().enumerate() {
            for (place, product) in provider.products.iter().enumerate() {
                for id in std::iter::once(&product.id).chain(&product.former_ids) {
                    self.places.insert(id.clone(), (at, place));
                }
            }
        }
    }

    /// Product ids, present and former, that another product has already.
    fn clashes(&self, name: &str, draft: &Draft) -> Vec<Problem> {
        let others = || self.products().filter(|other| other.provider != draft.provider.id);
        let mut problems = Vec::new();
        for product in &draft.provider.products {
            let siblings = || draft.provider.products.iter().filter(|sibling| sibling.id != product.id);
            for id in std::iter::once(&product.id).chain(&product.former_ids) {
                let takes = |other: &&Product| other.id == *id || other.former_ids.contains(id);
                let Some(owner) = others().chain(siblings()).find(takes) else { continue };
                problems.push(Problem {
                    file: name.to_owned(),
                    line: draft.places.iter().find(|(place, _)| *place == product.id).map(|(_, line)| *line),
                    key: Some("product.id".to_owned()),
                    message: format!(
                        "\"{id}\" belongs to \"{}\" of provider \"{}\" already; ids are unique",
                        owner.id, owner.provider
                    ),
                });
            }
        }
        problems
    }
}

/// Whether a provider of this id is among the shipped ones; a person's file of that name changes it.
#[must_use]
pub fn comes_with_siaga(id: &str) -> bool {
    SHIPPED.iter().any(|(file, _)| file.strip_suffix(".toml") == Some(id))
}

/// How alike two words are, 0 to 1; one that contains the other counts as near.
fn likeness(wrong: &str, candidate: &str) -> f64 {
    let candidate = candidate.to_lowercase();
    let contained = wrong.len() >= 3 && (candidate.contains(wrong) || wrong.contains(&candidate));
    let alike = strsim::jaro_winkler(wrong, &candidate).max(strsim::normalized_damerau_levenshtein(wrong, &candidate));
    if contained { alike.max(0.9) } else { alike }
}

#[cfg(test)]
mod shipped;
#[cfg(test)]
mod tests;
