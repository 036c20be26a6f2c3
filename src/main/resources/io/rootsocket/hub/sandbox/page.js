// Everything that comes from a message is put in as text, never as HTML.
const SHOWN_PER_CHANNEL = 50;
const SHOWN_CHANNELS = 50;
const byId = (id) => document.getElementById(id);
const channels = new Map();

const events = new EventSource("/sandbox/events");
events.onerror = () => showState("lost", "connection lost, trying again");
on("snapshot", showAll);
on("message", (message) => showMessage(message, true));
on("dropped", showDropped);
on("faults", showFaults);
on("connections", (count) => (byId("connections").textContent = count));

function on(type, show) {
  events.addEventListener(type, (event) => show(JSON.parse(event.data)));
}

function showState(live, text) {
  byId("state").dataset.live = live;
  byId("state").textContent = text;
}

function showAll({ apiUrl, key, messages, dropped, faults, connections }) {
  showState("live", "live");
  byId("api-url").textContent = apiUrl;
  byId("key").textContent = key;
  byId("connections").textContent = connections;
  byId("curl").textContent =
    `curl ${apiUrl}/api/v1/messages/ -H 'Authorization: ${key}' -H 'Content-Type: application/json' ` +
    `-d '{"channel": "news", "data": "Hello"}'`;
  byId("fault-curl").textContent = `curl -X PUT --json '{"status":503,"times":3}' ${apiUrl}/sandbox/faults`;
  byId("gone").hidden = true;
  channels.forEach(({ card }) => card.remove());
  channels.clear();
  byId("dropped").replaceChildren();
  byId("dropped-card").hidden = true;
  byId("empty").hidden = false;
  messages.forEach((message) => showMessage(message, false));
  dropped.forEach(showDropped);
  showFaults(faults);
}

function showMessage(message, fresh) {
  byId("empty").hidden = true;
  const channel = channels.get(message.channel) ?? addChannel(message.channel);
  bringForward(message.channel, channel);
  const item = clone("message");
  item.classList.toggle("fresh", fresh);
  item.querySelector("time").textContent = clockTime(message.at);
  const left = message.characters - message.data.length;
  const text = left > 0 ? message.data : indented(message.data);
  item.querySelector("p").textContent = plain(text) + (left > 0 ? ` … and ${left.toLocaleString()} characters more` : "");
  item.querySelector("button").addEventListener("click", ({ target }) => copy(message.data, target));
  channel.list.prepend(item);
  if (fresh) {
    byId("news").textContent = `${message.channel}: ${plain(message.data).slice(0, 200)}`;
  }
  if (channel.list.children.length > SHOWN_PER_CHANNEL) {
    channel.list.lastElementChild.remove();
  }
  channel.count += 1;
  const only = channel.count > SHOWN_PER_CHANNEL ? "last " : "";
  const shown = Math.min(channel.count, SHOWN_PER_CHANNEL);
  channel.card.querySelector(".count").textContent = `${only}${shown} message${shown === 1 ? "" : "s"}`;
}

function addChannel(name) {
  if (channels.size >= SHOWN_CHANNELS) {
    const [idlest, { card }] = channels.entries().next().value;
    card.remove();
    channels.delete(idlest);
    byId("gone").hidden = false;
    byId("gone").textContent =
      `The ${SHOWN_CHANNELS} channels with the latest messages are shown. ${idlest}, the idlest, has made room.`;
  }
  const card = clone("channel");
  card.querySelector("h2").textContent = name;
  const channel = { card, list: card.querySelector("ol"), count: 0 };
  channels.set(name, channel);
  return channel;
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

function indented(data) {
  try {
    const value = JSON.parse(data);
    return typeof value === "object" && value !== null ? JSON.stringify(value, null, 2) : data;
  } catch {
    return data;
  }
}

// What turns the direction of a line, or is not seen, is told by its number.
function plain(text) {
  return text.replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, (c) => `⟨U+${c.charCodeAt(0).toString(16).toUpperCase()}⟩`);
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
  byId("fault-answer").textContent = answer.ok ? "" : answer.detail;
}

async function ask(method, path, body) {
  try {
    const response = await fetch(path, {
      method,
      headers: { "Content-Type": "application/json" },
      body: body && JSON.stringify(body),
    });
    return { ok: response.ok, detail: (await response.json()).detail };
  } catch {
    return { ok: false, detail: "The sandbox does not answer." };
  }
}

function clockTime(iso) {
  return new Date(iso).toLocaleString([], { dateStyle: "short", timeStyle: "medium", hour12: false });
}

function clone(template) {
  return byId(template).content.firstElementChild.cloneNode(true);
}
