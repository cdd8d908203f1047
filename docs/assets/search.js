// The search page: asks the search engine of Material for MkDocs for the words in the page's address.
"use strict";

const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3; // its messages
const { engine, index } = document.currentScript.dataset;
const words = (new URLSearchParams(location.search).get("q") || "").trim();
const status = document.getElementById("search-status");

function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src: address, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

// Starts the engine and gives the function that sends it a message.
async function start(receive) {
  if (location.protocol !== "file:") {
    const worker = new Worker(engine);
    worker.onmessage = (event) => receive(event.data);
    return (message) => worker.postMessage(message);
  }
  // No browser starts a worker from a disk. In the page itself, the engine shares our window's
  // messages, so its answers must not come back to it.
  addEventListener("message", (event) => {
    if (event.source === window && [READY, RESULT].includes(event.data.type)) {
      event.stopImmediatePropagation();
      receive(event.data);
    }
  });
  await load(engine);
  return (message) => postMessage(message);
}

// The words of a piece of HTML.
function text(html) {
  return new DOMParser().parseFromString(html, "text/html").body.textContent;
}

function show(pages) {
  const found = pages.flat();
  const count = found.length === 1 ? "1 place" : `${found.length} places`;
  status.textContent = found.length ? `${count} with “${words}”` : `Nothing found for “${words}”. Try other words, or the list below.`;
  document.getElementById("search-results").replaceChildren(...pages.flatMap(entries));
}

// List items for a page and its sections, each named together with its page.
function entries(page) {
  const title = titles.get(page[0].location.split("#")[0]);
  return page.map((place) => {
    const link = document.createElement("a");
    link.href = place.location;
    link.textContent = text(place.title) === title ? title : `${text(place.title)} (on “${title}”)`;
    const teaser = document.createElement("p");
    teaser.textContent = text(place.text || "").slice(0, 160);
    const item = document.createElement("li");
    item.append(link, teaser);
    return item;
  });
}

const titles = new Map();

async function search() {
  status.textContent = "Searching…";
  document.title = `${words} - ${document.title}`;
  for (const input of document.getElementsByName("q")) input.value = words;
  await load(index);
  for (const { location, title } of __index.docs) if (!location.includes("#")) titles.set(location, text(title));
  const send = await start(({ type, data }) => type === READY ? send({ type: QUERY, data: words }) : show(data.items));
  send({ type: SETUP, data: { ...__index, options: { suggest: false } } });
}

if (words) search().catch(() => { status.textContent = "The search could not start. The list below has every page and heading."; });
