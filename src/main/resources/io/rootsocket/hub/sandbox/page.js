// Everything that comes from a message is put in as text, never as HTML.
const SHOWN_PER_CHANNEL = 50;
const SHOWN_CHANNELS = 50;
const byId = (id) => document.getElementById(id);
const channels = new Map();
const NEWS_MILLIS = 5000;
const FETCHED_BY_SEARCH = 10;
// How many messages each channel has had, also of those without a card.
let totals = new Map();
let forgotten = 0;

const events = new EventSource("/sandbox/events");
events.onerror = () => showState("lost", "connection lost, trying again");
on("snapshot", showAll);
on("message", (message) => showMessage(message, true));
on("dropped", showDropped);
on("faults", showFaults);
on("connections", showConnections);

function on(type, show) {
  events.addEventListener(type, (event) => show(JSON.parse(event.data)));
}

function showState(live, text) {
  byId("state").dataset.live = live;
  byId("state").textContent = text;
}

function showConnections(count) {
  byId("connections").textContent = count;
  byId("clients").textContent = count === 1 ? "client connected" : "clients connected";
}

function showAll({ apiUrl, key, totals: had, forgottenChannels, messages, dropped, faults, connections }) {
  showState("live", "live");
  byId("zone").textContent = `times in ${Intl.DateTimeFormat().resolvedOptions().timeZone}`;
  byId("api-url").textContent = apiUrl;
  byId("key").textContent = key;
  showConnections(connections);
  byId("curl").textContent =
    `curl ${apiUrl}/api/v1/messages/ -H 'Authorization: ${key}' -H 'Content-Type: application/json' ` +
    `-d '{"channel": "news", "data": "Hello"}'`;
  byId("fault-curl").textContent = `curl -X PUT --json '{"status":503,"times":3}' ${apiUrl}/sandbox/faults`;
  totals = new Map(Object.entries(had));
  forgotten = forgottenChannels;
  channels.forEach(({ card }) => card.remove());
  channels.clear();
  byId("dropped").replaceChildren();
  byId("dropped-card").hidden = true;
  byId("empty").hidden = false;
  byId("search").hidden = true;
  messages.forEach((message) => showMessage(message, false));
  showGone();
  search();
  dropped.forEach(showDropped);
  showFaults(faults);
}

function showMessage(message, fresh) {
  byId("empty").hidden = true;
  byId("search").hidden = false;
  if (fresh) {
    totals.set(message.channel, (totals.get(message.channel) ?? 0) + 1);
    tell(message);
  }
  const channel = channels.get(message.channel) ?? addChannel(message.channel);
  bringForward(message.channel, channel);
  const item = messageItem(message);
  item.classList.toggle("fresh", fresh);
  channel.list.prepend(item);
  if (channel.list.children.length > SHOWN_PER_CHANNEL) {
    channel.list.lastElementChild.remove();
  }
  showCount(message.channel, channel);
  if (fresh) {
    showGone();
    match(message.channel, channel);
  }
}

function messageItem(message) {
  const item = clone("message");
  const time = item.querySelector("time");
  time.dateTime = message.at;
  time.textContent = clockTime(message.at);
  time.title = message.at;
  const left = message.characters - message.data.length;
  item.querySelector("p").textContent =
    plain(message.data) + (left > 0 ? ` … and ${left.toLocaleString()} characters more` : "");
  item.querySelector(".copy").addEventListener("click", ({ target }) => copy(message.data, target));
  const indented = left > 0 ? undefined : indentedJson(message.data);
  if (indented !== undefined) {
    offerPretty(item, plain(message.data), plain(indented));
  }
  return item;
}

function offerPretty(item, raw, pretty) {
  const button = item.querySelector(".pretty");
  button.hidden = false;
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", on);
    item.querySelector("p").textContent = on ? pretty : raw;
  });
}

function showCount(name, channel) {
  const shown = channel.list.children.length;
  const total = Math.max(shown, totals.get(name) ?? 0);
  const all = `${total.toLocaleString()} message${total === 1 ? "" : "s"}`;
  channel.card.querySelector(".count").textContent = shown < total ? `last ${shown} of ${all}` : all;
}

// A screen reader hears what is new now and then, and not each message of a busy channel.
let news = [];
let newsTimer;

function tell(message) {
  news.push(message);
  newsTimer ??= setTimeout(() => {
    const { channel, data } = news.at(-1);
    const count = news.length === 1 ? "New message" : `${news.length} new messages, the last`;
    byId("news").textContent = `${count} in ${channel}: ${plain(data).slice(0, 200)}`;
    news = [];
    newsTimer = undefined;
  }, NEWS_MILLIS);
}

function addChannel(name) {
  if (channels.size >= SHOWN_CHANNELS) {
    const [idlest, { card }] = channels.entries().next().value;
    card.remove();
    channels.delete(idlest);
  }
  const card = clone("channel");
  card.querySelector("h2").textContent = name;
  const channel = { card, list: card.querySelector("ol") };
  channels.set(name, channel);
  return channel;
}

function showGone() {
  const hidden = totals.size - channels.size;
  byId("gone").hidden = hidden + forgotten === 0;
  byId("gone").textContent =
    (hidden > 0 ? `${channels.size} of ${totals.size} channels are shown, the latest first; a search finds the others. ` : "") +
    (forgotten > 0 ? `${forgotten} idle ${forgotten === 1 ? "channel is" : "channels are"} no longer kept.` : "");
}

let searchTimer;
byId("query").addEventListener("input", () => {
  clearTimeout(searchTimer);
  searchTimer = setTimeout(search, 150);
});

async function search() {
  const query = asked();
  const others = [...totals.keys()].filter((name) => query && !channels.has(name) && name.toLowerCase().includes(query));
  await Promise.all(others.slice(0, FETCHED_BY_SEARCH).map(bring));
  if (query !== asked()) {
    return;
  }
  channels.forEach((channel, name) => match(name, channel));
  const found = [...channels.values()].filter(({ card }) => !card.hidden).length;
  const more = others.length - FETCHED_BY_SEARCH;
  byId("found").textContent = query
    ? `${found} channel${found === 1 ? "" : "s"}${more > 0 ? `, and ${more} more of that name` : ""}`
    : "";
}

function asked() {
  return byId("query").value.trim().toLowerCase();
}

// A channel without a card, looked for by its name.
async function bring(name) {
  try {
    const messages = await (await fetch(`/sandbox/messages?channel=${encodeURIComponent(name)}`)).json();
    if (!channels.has(name)) {
      messages.slice(-SHOWN_PER_CHANNEL).forEach((message) => showMessage(message, false));
      showGone();
    }
  } catch {
    // The feed's own state tells that the sandbox is gone.
  }
}

function match(name, { card, list }) {
  const query = asked();
  const isNamed = name.toLowerCase().includes(query);
  let any = isNamed;
  for (const item of list.children) {
    const hit = isNamed || item.querySelector("p").textContent.toLowerCase().includes(query);
    item.hidden = !hit;
    any ||= hit;
  }
  card.hidden = !any;
}

// The map has the idlest channel first, the page the one with the latest message. What has the focus stays where it is.
function bringForward(name, channel) {
  channels.delete(name);
  channels.set(name, channel);
  const first = byId("channels").querySelector(".channel");
  if (first !== channel.card && !channel.card.contains(document.activeElement)) {
    byId("empty").after(channel.card);
  }
}

function indentedJson(data) {
  try {
    const value = JSON.parse(data);
    return typeof value === "object" && value !== null ? JSON.stringify(value, null, 2) : undefined;
  } catch {
    return undefined;
  }
}

// What turns the direction of a line, or is not seen, is told by its number.
function plain(text) {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, (c) => `⟨U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
}

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not copied";
  }
  setTimeout(() => (button.textContent = "Copy"), 2000);
}

function showDropped({ channel, bytes, at }) {
  const item = document.createElement("li");
  const size = document.createElement("span");
  const time = document.createElement("time");
  size.textContent = `${channel}: ${(bytes / 1e6).toFixed(2)} MB`;
  time.textContent = clockTime(at);
  item.append(size, time);
  byId("dropped").prepend(item);
  byId("dropped-card").hidden = false;
  if (byId("dropped").children.length > SHOWN_PER_CHANNEL) {
    byId("dropped").lastElementChild.remove();
  }
}

let faultsEnd;

function showFaults(faults) {
  clearTimeout(faultsEnd);
  byId("no-faults").hidden = faults.length > 0;
  byId("clear").hidden = faults.length === 0;
  byId("faults").replaceChildren(...faults.map(faultItem));
  // Time passes without an event, so what lasts for a while is looked at again when it should be over.
  const seconds = faults.map((fault) => fault.forSeconds).filter(Boolean);
  if (seconds.length > 0) {
    faultsEnd = setTimeout(readFaults, Math.min(1, ...seconds) * 1000);
  }
}

async function readFaults() {
  try {
    showFaults(await (await fetch("/sandbox/faults")).json());
  } catch {
    // The feed's own state tells that the sandbox is gone.
  }
}

function faultItem(fault) {
  const item = document.createElement("li");
  const times = fault.times ? `, ${fault.times} more time${fault.times === 1 ? "" : "s"}` : "";
  const lasting = fault.forSeconds ? `, ${fault.forSeconds} s more` : "";
  const channel = fault.channel ? `, on ${fault.channel}` : "";
  item.textContent = faultText(fault) + channel + times + lasting;
  return item;
}

function faultText({ latencyMillis, status, retryAfterSeconds, reset, rateLimit }) {
  if (latencyMillis !== undefined) return `${latencyMillis} ms late`;
  if (status !== undefined) return `Status ${status}` + (retryAfterSeconds === undefined ? "" : `, Retry-After ${retryAfterSeconds}`);
  if (reset !== undefined) return `Connection reset ${reset} the message is taken`;
  if (rateLimit !== undefined) return `${rateLimit} requests a second`;
  return "Outage";
}

byId("send").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { channel, data } = event.target.elements;
  const answer = await ask("POST", "/sandbox/messages", { channel: channel.value, data: data.value });
  byId("answer").classList.toggle("bad", !answer.ok);
  byId("answer").textContent = answer.ok ? `Sent to ${channel.value}` : answer.detail;
  if (answer.ok) {
    data.select();
  }
});

document.querySelectorAll("[data-fault]").forEach((button) =>
  button.addEventListener("click", () => setFaults("PUT", JSON.parse(button.dataset.fault))),
);
byId("clear").addEventListener("click", () => setFaults("DELETE"));

async function setFaults(method, fault) {
  const answer = await ask(method, "/sandbox/faults", fault);
  byId("fault-answer").classList.toggle("bad", !answer.ok);
  byId("fault-answer").textContent = answer.ok ? inEffect(answer.body) : answer.detail;
}

function inEffect(faults) {
  return faults.length === 0 ? "No fault is in effect." : `In effect: ${faults.map((fault) => faultItem(fault).textContent).join("; ")}`;
}

async function ask(method, path, body) {
  try {
    const response = await fetch(path, {
      method,
      headers: { "Content-Type": "application/json" },
      body: body && JSON.stringify(body),
    });
    const answered = await response.json();
    return { ok: response.ok, detail: answered.detail, body: answered };
  } catch {
    return { ok: false, detail: "The sandbox does not answer." };
  }
}

function clockTime(iso) {
  // Swedish is the locale that writes a date as ISO 8601 does.
  return new Date(iso).toLocaleString("sv");
}

function clone(template) {
  return byId(template).content.firstElementChild.cloneNode(true);
}
