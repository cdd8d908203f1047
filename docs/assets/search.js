// The search page: finds the words in the page's address, in files that the build made of all pages
// (hooks/guidebook/site/search_index.py says what they hold).
"use strict";

const { root } = document.currentScript.dataset;
const query = (new URLSearchParams(location.search).get("q") || "").trim();
const status = document.getElementById("search-status");
const SHOWN = 20, SHOWN_OF_A_PAGE = 3, SNIPPET = 28, BEFORE = 8; // the last two are in words
const BEGUN = .7, SLIP = .4; // what a longer word, and one with a slip, is worth beside the word itself

const files = new Map();
const load = (name) => files.get(name) || files.set(name, new Promise((resolve, reject) => {
  const script = document.createElement("script");
  Object.assign(script, { src: `${root}/search/${name}.js`, onload: () => resolve(SEARCH[name]), onerror: reject });
  document.head.append(script);
})).get(name);

// Words and their stems, as search_words.py makes them.
const plain = (text) => text.toLowerCase().replace(/['’]/g, "").normalize("NFD").replace(/\p{M}/gu, "");
const words = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) || [];
const stem = (word) => word.length < 4 ? word : word.replace(/(?:ies|y)$/, "i").replace(/(?:(?<=...)e?ments?|ness(?:es)?|ings?|edl?y?|ed|es|s|e)$/, "");
const stems = (text) => words(text).filter((word) => !SEARCH.ignored.includes(word)).map(stem);

// Whether two words differ by one slip: a letter put in, left out or changed, or two swapped.
function isSlip(a, b) {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const [restA, restB] = [a.slice(i), b.slice(i)];
  return restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)
    || (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2));
}

// The stems of the site that a word may mean, each with how much it counts.
function meant(word, known) {
  const begun = word.length > 2 ? known.filter((stem) => stem.startsWith(word)) : known.filter((stem) => stem === word);
  const slips = begun.length || word.length < 4 ? [] : known.filter((stem) => isSlip(stem, word));
  return [...begun.map((stem) => [stem, stem === word ? 1 : BEGUN]), ...slips.map((stem) => [stem, SLIP])];
}

// Every place that has one of the words: how well it fits, whether it fits them all, and whether all
// stand in its own words, as they are.
async function find(asked) {
  const places = new Map(), marked = new Set();
  let hasSlips = false;
  for (const word of asked) {
    const letter = /^[a-z0-9]/.test(word) ? word[0] : word.codePointAt(0).toString(16);
    const known = SEARCH.letters.includes(letter) ? await load(`words/${letter}`) : {};
    const best = new Map();
    for (const [stem, worth] of meant(word, Object.keys(known))) {
      marked.add(stem);
      hasSlips ||= worth === SLIP;
      for (let i = 0, place = 0; i < known[stem].length; i += 2) {
        const score = known[stem][i + 1]; // below zero where only the page's title has the word
        place += known[stem][i];
        const [most, isThere] = best.get(place) || [0, false];
        best.set(place, [Math.max(most, worth * Math.abs(score)), isThere || score > 0]);
      }
    }
    for (const [place, [score, isThere]] of best) {
      const [sum, met, there] = places.get(place) || [0, 0, 0];
      places.set(place, [sum + score, met + 1, there + isThere]);
    }
  }
  const found = [...places].map(([place, [sum, met, there]]) => ({
    place, score: sum * met / asked.length, hasAll: met === asked.length, isExact: there === asked.length && !hasSlips,
  }));
  return { found, marked };
}

// What the pages say for what readers say, with the reader's other words; nothing if that is the same.
function translated(asked) {
  let text = ` ${asked.join(" ")} `;
  for (const [theirs, ours] of Object.entries(SEARCH.readers)) text = text.replace(` ${stems(theirs).join(" ")} `, ` ${stems(ours).join(" ")} `);
  const other = text.trim().split(" ");
  return other.join() === asked.join() ? [] : other;
}

// What is told of a place: its guide, its page and its own heading, address and text.
async function describe({ place }) {
  let number = 0, left = place;
  while (left >= SEARCH.sizes[number]) left -= SEARCH.sizes[number++];
  const [url, page, guide, places] = await load(`texts/${number}`), [anchor, heading, text] = places[left];
  return { guide, page, url: `${root}/${url}`, link: `${root}/${url}${anchor && "#"}${anchor}`, heading, text };
}

// A text's words, and those of them that are marked.
function hits(text, marked) {
  const all = [...text.matchAll(/[\p{L}\p{N}'’]+/gu)];
  return { all, isHit: (word) => marked.has(stem(plain(word[0]))) };
}

// A text from one offset to another with its matches marked.
function withMarks(text, marked, from = 0, to = text.length) {
  const { all, isHit } = hits(text, marked), nodes = [];
  for (const word of all.filter((word) => word.index >= from && word.index < to && isHit(word))) {
    const mark = document.createElement("mark");
    mark.textContent = word[0];
    nodes.push(text.slice(from, word.index), mark);
    from = word.index + word[0].length;
  }
  return [...nodes, text.slice(from, to)];
}

// The part of a text that has the most of the words, cut between words.
function snippet(text, marked) {
  const { all, isHit } = hits(text, marked);
  const found = all.map((word) => isHit(word) && stem(plain(word[0])));
  const worth = (start) => new Set(found.slice(start, start + SNIPPET - BEFORE).filter(Boolean)).size;
  const best = found.reduce((best, hit, at) => hit && worth(at) > worth(best) ? at : best, Math.max(0, found.findIndex(Boolean)));
  const first = Math.max(0, Math.min(best - BEFORE, all.length - SNIPPET)), after = first + SNIPPET;
  const from = first ? all[first].index : 0, isCut = after < all.length;
  const to = isCut ? all[after - 1].index + all[after - 1][0].length : text.length;
  return [from ? "… " : "", ...withMarks(text, marked, from, to), isCut ? "\u00a0…" : ""];
}

// A list item for a page with the best of its places: the page's template, filled.
function item(places, marked) {
  const li = document.getElementById("search-result").content.cloneNode(true).firstElementChild;
  const [name, guide, place] = li.children, [{ page, url }] = places;
  name.firstElementChild.href = url;
  name.firstElementChild.replaceChildren(...withMarks(page, marked));
  guide.textContent = places[0].guide;
  if (!places[0].guide) guide.remove();
  for (const { heading, link, text } of places.slice(0, SHOWN_OF_A_PAGE)) {
    const line = place.cloneNode(true), [way, words] = line.children;
    way.href = link;
    way.replaceChildren(...withMarks(heading, marked));
    if (!heading) way.remove();
    words.replaceChildren(...snippet(text, marked));
    li.append(line);
  }
  place.remove();
  return li;
}

const counted = (count, thing) => `${count} ${thing}${count === 1 ? "" : "s"}`;

// What was found in one sentence, with a count of the places that have every word.
function summary(exact, alike, some) {
  const best = exact + alike > SHOWN ? ` Here are the best ${SHOWN}.` : "";
  if (exact) return `${counted(exact, "place")} with “${query}”${alike ? `, and ${alike} that ${alike === 1 ? "comes" : "come"} close` : ""}.${best}`;
  if (alike) return `No place has “${query}”. ${alike} ${alike === 1 ? "comes" : "come"} close.${best}`;
  if (some) return `No place has all of “${query}”. These have some of the words.`;
  return `Nothing found for “${query}”. Try other words, or the index below.`;
}

async function search() {
  document.title = `${query} - ${document.title}`;
  for (const input of document.getElementsByName("q")) input.value = query;
  const asked = stems(query), ways = [asked, translated(asked)].filter((way) => way.length);
  const results = await Promise.all(ways.map(find));
  const marked = new Set(results.flatMap((result) => [...result.marked]));
  const places = new Map();
  results.forEach(({ found }, way) => found.forEach(({ place, score, hasAll, isExact }) => {
    const known = places.get(place) || { score: 0 };
    places.set(place, {
      place, score: Math.max(score, known.score), hasAll: hasAll || known.hasAll, isExact: known.isExact || (isExact && !way),
    });
  }));
  const all = [...places.values()].sort((a, b) => b.score - a.score || a.place - b.place);
  const whole = all.filter(({ hasAll }) => hasAll), exact = whole.filter(({ isExact }) => isExact).length;
  const shown = await Promise.all((whole.length ? whole : all).slice(0, SHOWN).map(describe));
  const pages = new Map();
  for (const place of shown) pages.set(place.url, [...pages.get(place.url) || [], place]);
  status.textContent = summary(exact, whole.length - exact, all.length);
  document.getElementById("search-results").replaceChildren(...[...pages.values()].map((places) => item(places, marked)));
}

if (query) {
  status.textContent = "Searching…";
  search().catch(() => { status.textContent = "The search could not start. The index below leads to every subject."; });
}
