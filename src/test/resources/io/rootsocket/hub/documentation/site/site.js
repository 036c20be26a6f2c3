// The search: over headings and the text below each, in the reader's browser.
const form = document.querySelector('form[role=search]');
const words = document.getElementById('words');
const found = document.getElementById('found');
const index = lunr(function () {
  this.ref('number');
  this.field('heading', { boost: 5 });
  this.field('title', { boost: 3 });
  this.field('text');
  // Who looks for a thing wants to use it first, and to know why it is so afterwards.
  PAGES.forEach((section, number) => this.add({ ...section, number }, { boost: section.page.startsWith('decisions/') ? 0.1 : 1 }));
});

function matches(text) {
  const terms = lunr.tokenizer(text).map((token) => token.toString().replace(/[^\p{L}\p{N}_]/gu, '')).filter((term) => term);
  return index.query((query) => terms.forEach((term, i) => {
    query.term(lunr.stemmer(new lunr.Token(term)).toString(), { boost: 10 });
    // What is still being written is found by its beginning.
    if (i === terms.length - 1) query.term(term, { wildcard: lunr.Query.wildcard.TRAILING });
  })).slice(0, 12);
}

function entry(section) {
  const line = document.createElement('p');
  const link = document.createElement('a');
  link.href = `${form.dataset.root}${section.page}#${section.anchor}`;
  link.textContent = section.heading === section.title ? section.title : `${section.title}: ${section.heading}`;
  const text = document.createElement('small');
  text.textContent = section.text.length > 160 ? section.text.slice(0, 160) + '…' : section.text;
  line.append(link, text);
  return line;
}

function search() {
  const text = words.value.trim();
  found.hidden = !text;
  const entries = text ? matches(text).map((match) => entry(PAGES[match.ref])) : [];
  if (text && !entries.length) {
    const none = document.createElement('p');
    none.textContent = `No page has "${text}".`;
    entries.push(none);
  }
  found.replaceChildren(...entries);
}

words.addEventListener('input', search);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  found.querySelector('a')?.click();
});
