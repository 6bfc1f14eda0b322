// Language, search and filters of the site. Without it every page can still be read: in Japanese, and unfiltered.
"use strict";

const root = document.body.dataset.root;
const plans = document.body.dataset.plans.split(" ").filter(Boolean);

// What works with this script only is put into the page by it.
document.getElementById("tools").innerHTML = `
  <div class="search" role="search">
    <label for="q"><t-x>検索</t-x></label>
    <input id="q" type="search" autocomplete="off" spellcheck="false" role="combobox" aria-expanded="false"
      aria-controls="hits" aria-autocomplete="list" aria-keyshortcuts="/">
    <ul id="hits" role="listbox" aria-label="検索結果 / search results" hidden></ul>
    <p id="hit-count" class="unseen" role="status"></p>
  </div>
  <button type="button" id="language" lang="en">English</button>`;

// Language: remembered where the browser allows it.
const remembered = {
  get: () => { try { return localStorage.getItem("language"); } catch { return null; } },
  set: (value) => { try { localStorage.setItem("language", value); } catch { /* opened where nothing is kept */ } },
};
const button = document.getElementById("language");
// A link to a line or cell of the source.
const PLACE = 'a[href*="source/"]';
function english(part) {
  const ja = part.dataset.ja;
  const place = ja.match(/^(\d+)行目(?: (\d+)番目のセル)?$/);
  if (place && part.matches(PLACE)) return place[2] ? `line ${place[1]}, cell ${place[2]}` : `line ${place[1]}`;
  return part.dataset.en ?? window.shinchokuEnglish[ja] ?? ja;
}
function speak(language) {
  document.documentElement.lang = language;
  for (const part of document.querySelectorAll(`t-x, [data-en], ${PLACE}`)) {
    part.dataset.ja ??= part.textContent;
    part.textContent = language === "ja" ? part.dataset.ja : english(part);
  }
  button.textContent = language === "ja" ? "English" : "日本語";
  button.lang = language === "ja" ? "en" : "ja";
  remembered.set(language);
}
if (remembered.get() === "en") speak("en");
button.addEventListener("click", () => speak(document.documentElement.lang === "en" ? "ja" : "en"));

// Search: the index of a plan is loaded when somebody first searches.
const MOST_HITS = 30;
const input = document.getElementById("q");
const list = document.getElementById("hits");
const count = document.getElementById("hit-count");
const entries = [];
let waiting = null;

function folded(text) {
  return text.normalize("NFKC").toLowerCase();
}
window.shinchokuIndex = (plan, rows) => {
  for (const [path, name, policy, sections, text] of rows) {
    entries.push({ href: `${root}plans/${plan}/${path}`, name, policy, sections, text, found: folded([name, policy, sections, text].join("\n")) });
  }
};
function loaded(plan) {
  return new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = `${root}plans/${plan}/search.js`;
    script.onload = script.onerror = resolve;
    document.head.append(script);
  });
}
function marked(text, word) {
  const part = document.createElement("small");
  const start = folded(text).indexOf(word);
  const mark = document.createElement("mark");
  mark.textContent = text.slice(start, start + word.length);
  part.append(text.slice(Math.max(0, start - 24), start), mark, text.slice(start + word.length, start + word.length + 40));
  return part;
}
function hit(entry, words, number) {
  const item = document.createElement("li");
  item.id = `hit-${number}`;
  item.role = "option";
  item.dataset.href = entry.href;
  const about = document.createElement("small");
  about.textContent = [entry.policy, entry.sections].filter(Boolean).join("　");
  item.append(entry.name || "（名称不明）", about);
  const word = words.find((one) => folded(entry.text).includes(one) && !folded(entry.name).includes(one));
  if (word && folded(entry.text).length === entry.text.length) item.append(marked(entry.text, word));
  return item;
}
async function search() {
  waiting ??= Promise.all(plans.map(loaded));
  await waiting;
  const words = folded(input.value).split(/\s+/).filter(Boolean);
  const found = words.length ? entries.filter((entry) => words.every((word) => entry.found.includes(word))) : [];
  found.sort((one, other) => folded(other.name).includes(words[0]) - folded(one.name).includes(words[0]));
  list.replaceChildren(...found.slice(0, MOST_HITS).map((entry, number) => hit(entry, words, number)));
  list.hidden = !found.length;
  input.setAttribute("aria-expanded", String(!list.hidden));
  input.removeAttribute("aria-activedescendant");
  count.textContent = words.length ? `${found.length} 件 / found` : "";
}
function choose(item) {
  for (const other of list.children) other.removeAttribute("aria-selected");
  if (!item) return;
  item.setAttribute("aria-selected", "true");
  item.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", item.id);
}
function closed() {
  list.hidden = true;
  input.setAttribute("aria-expanded", "false");
}
const chosen = () => list.querySelector("[aria-selected]");
input.addEventListener("input", search);
input.addEventListener("focus", search);
input.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const keys = {
    ArrowDown: () => choose(chosen()?.nextElementSibling ?? list.firstElementChild),
    ArrowUp: () => choose(chosen()?.previousElementSibling ?? list.lastElementChild),
    Enter: () => { const item = chosen() ?? list.firstElementChild; if (item) location.href = item.dataset.href; },
    Escape: closed,
  };
  if (!keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
list.addEventListener("click", (event) => { const item = event.target.closest("li"); if (item) location.href = item.dataset.href; });
document.addEventListener("click", (event) => { if (!event.target.closest(".search")) closed(); });
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  event.preventDefault();
  input.focus();
});

// Filters: a list shows the rows whose data meet the choices; the choices stand in the address, so that a link can make them.
const filters = document.querySelector("form.filters");
if (filters) {
  const table = document.getElementById(filters.dataset.list);
  const rows = [...(table.tBodies ? table.tBodies[0].rows : table.children)];
  const texts = rows.map((row) => folded(row.textContent));
  const shown = () => rows.filter((row) => !row.hidden);

  const choices = () => [...new FormData(filters)].filter(([, value]) => value);
  const meets = (row, text) => ([name, value]) =>
    name === "text" ? text.includes(folded(value)) : (row.dataset[name] ?? "").split("|").includes(value);
  const apply = () => {
    rows.forEach((row, number) => { row.hidden = !choices().every(meets(row, texts[number])); });
    filters.querySelector(".shown").textContent = shown().length;
  };
  const fromAddress = () => {
    const asked = decodeURIComponent(location.hash.slice(1));
    if (!asked.includes("=")) return apply();
    for (const field of filters.elements) if (field.name) field.value = "";
    for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
      if (filters.elements[name]) filters.elements[name].value = value;
    }
    return apply();
  };
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.addEventListener("input", () => {
    apply();
    history.replaceState(null, "", `#${new URLSearchParams(choices())}`);
  });
  filters.addEventListener("reset", () => setTimeout(() => { apply(); history.replaceState(null, "", "#"); }));
  addEventListener("hashchange", fromAddress);
  fromAddress();

  // What is copied or saved is what is seen, in the chosen language.
  const fields = (row) => [...(row.cells ?? row.querySelectorAll(".head, .where, .message, .evidence"))]
    .map((cell) => (cell.checkVisibility?.() === false ? cell.textContent : cell.innerText).replace(/\s+/g, " ").trim());
  // A spreadsheet program would run such a text as a formula.
  const safe = (text) => (/^\s*[=+\-@＝＋－＠\t\r]/.test(text) && !/^[-+]?[\d.,]+$|^\s*[-－]\s*$/.test(text) ? `'${text}` : text);
  const quoted = (text) => `"${safe(text).replaceAll('"', '""')}"`;
  filters.querySelector(".copy").addEventListener("click", async ({ currentTarget }) => {
    const text = shown().map((row) => fields(row).join("\t")).join("\n");
    await navigator.clipboard.writeText(text);
    currentTarget.classList.add("done");
  });
  filters.querySelector(".download").addEventListener("click", () => {
    const lines = shown().map((row) => fields(row).map(quoted).join(","));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", lines.join("\r\n"), "\r\n"], { type: "text/csv" }));
    link.download = `${table.dataset.name}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}
