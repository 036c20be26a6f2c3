// Walks RootSocket's own JavaScript client, unchanged, through a sandbox and prints what it saw as one line of JSON.
// node client-walk.cjs <built client's directory> <apiUrl> <key>
const http = require("node:http");
const { createRequire } = require("node:module");
const path = require("node:path");

const [directory, apiUrl, key] = process.argv.slice(2);
const fromClient = createRequire(path.resolve(directory, "package.json"));
const { default: RootSocket } = fromClient("./build/main/index.js");
const WebSocket = globalThis.WebSocket ?? fromClient("ws");

const post = async (operation, body) => {
  const response = await fetch(`${apiUrl}/api/v1/${operation}/`, {
    method: "POST",
    headers: { Authorization: key, "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${operation}: ${response.status} ${await response.text()}`);
  return response.text();
};

// The application's own server, which the client asks for its tokens: the URL alone says which channel.
const application = http.createServer(async (request, response) => {
  const [, what, channel] = request.url.split("/");
  const body = what === "tokens" ? { category: 1, channel } : undefined;
  response.end(await post(what, body));
});

async function until(what, condition) {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function walk(own) {
  const received = [];
  const client = new RootSocket({
    server: new URL(apiUrl).host,
    disableTLS: true,
    webSocketClass: WebSocket,
    connectionUrl: `${own}/connections`,
    channelUrl: `${own}/tokens/news`,
  });
  client.pingPongIntervalMs = 100; // 45 s otherwise
  await client.connect();
  await until("it is connected", () => client.isConnected());
  const openedAt = client.lastPing;

  const unsubscribe = await client.subscribe("news", (data) => received.push(data));
  await until("a pong came", () => client.lastPing > openedAt);
  await post("messages", { channel: "news", data: "over HTTP" });
  await until("the HTTP message came", () => received.length === 1);
  await client.send("news", { from: "client" });
  await until("its own message came", () => received.length === 2);

  // The token that it gets is for `news`, so where a token is asked for this one is refused.
  await client.subscribe("other", () => {});
  const pongAt = client.lastPing;
  await until("another pong came", () => client.lastPing > pongAt);
  const subscriptions = client.getSubscriptions();

  unsubscribe();
  const removedAt = client.lastPing;
  await until("the subscription is removed", () => client.lastPing > removedAt + 150);
  await post("messages", { channel: "news", data: "to nobody" });
  const afterwards = client.lastPing;
  await until("a last pong came", () => client.lastPing > afterwards);
  client.disconnect();
  return { received, subscriptions, authorization: client.decodedConnectionToken.allowChannelAuthorization };
}

application.listen(0, "127.0.0.1", async () => {
  try {
    console.log(JSON.stringify(await walk(`http://127.0.0.1:${application.address().port}`)));
    process.exit(0);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
});
