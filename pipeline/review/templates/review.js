// Keys press the page's own buttons; without this file everything can still be done with them.
"use strict";

const find = (selector) => document.querySelector(selector);
const isTyping = (target) => target.matches("input, textarea, select");

function openOther() {
  const other = find("details.other");
  if (other) {
    other.open = true;
    find("#field").focus();
  }
}

function edit(selector) {
  const field = find(selector);
  if (field) {
    field.focus();
    if (field.select) field.select();
  }
}

function help() {
  const told = find("#help");
  told.open = !told.open;
  if (told.open) told.scrollIntoView({ block: "end" });
}

const press = (selector) => find(selector)?.click();
const ACTIONS = {
  s: () => press("#skip"),
  u: () => press("#undo"),
  o: openOther,
  e: () => edit("#text"),
  r: () => edit("#reason"),
  a: () => find("#accept") && edit("#reason_text"),
  "?": help,
  ArrowLeft: () => press("#previous"),
  ArrowRight: () => press("#next"),
};

// Held down, a key would go on deciding; and the next page is not read yet when the last one is sent.
let isSent = false;

function choose(key) {
  const name = find("#decided_by");
  if (name && !name.value.trim()) {
    name.reportValidity();
    return;
  }
  press(`button[data-key="${key}"]`);
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.repeat || isSent) return;
  if (isTyping(event.target)) {
    if (event.key === "Escape") {
      event.target.blur();
      find("#asked")?.focus();
    } else if (event.key === "Enter" && !event.shiftKey) {
      const button = { text: "#record-text", reason_text: "#accept" }[event.target.id];
      if (button && find(button)) {
        event.preventDefault();
        press(button);
      }
    }
    return;
  }
  const action = /^[1-9]$/.test(event.key) ? () => choose(event.key) : ACTIONS[event.key];
  if (action) {
    event.preventDefault();
    action();
  }
});

document.addEventListener("submit", () => {
  isSent = true;
});
window.addEventListener("pageshow", () => {
  isSent = false;
});

// What was just recorded or refused is read first, then the question.
(find("#told.refused") ?? find("#asked"))?.focus({ preventScroll: true });
find(".line .asked")?.scrollIntoView({ block: "nearest" });
window.scrollTo(0, 0);
