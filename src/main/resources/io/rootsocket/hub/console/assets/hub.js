// What the pages do beyond HTML. All of them work without it.
(function () {
  'use strict';
  const root = document.documentElement;
  const store = {
    get: (key) => { try { return localStorage.getItem('hub.' + key); } catch (e) { return null; } },
    set: (key, value) => { try { localStorage.setItem('hub.' + key, value); } catch (e) { /* private window */ } },
  };
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const one = (selector, within) => (within || document).querySelector(selector);

  // Before the first paint.
  const theme = store.get('theme');
  if (theme) root.dataset.theme = theme;

  const themes = ['', 'light', 'dark'];
  const themeNames = { '': 'Theme: system', light: 'Theme: light', dark: 'Theme: dark' };
  function showTheme(button) {
    button.hidden = false;
    button.textContent = themeNames[root.dataset.theme || ''];
  }
  function nextTheme(button) {
    const next = themes[(themes.indexOf(root.dataset.theme || '') + 1) % themes.length];
    if (next) root.dataset.theme = next; else delete root.dataset.theme;
    store.set('theme', next);
    showTheme(button);
  }

  // Times: how far away they are, in the words of the server, or as they are.
  let exact = store.get('times') === 'exact';
  function length(seconds) {
    if (seconds < 120) return seconds + ' s';
    if (seconds < 7200) return Math.floor(seconds / 60) + ' min';
    return seconds < 172800 ? Math.floor(seconds / 3600) + ' h' : Math.floor(seconds / 86400) + ' days';
  }
  function away(iso) {
    const wait = Math.round((Date.parse(iso) - Date.now()) / 1000);
    if (wait === 0) return 'now';
    return wait < 0 ? length(-wait) + ' ago' : 'in ' + length(wait);
  }
  function showTimes() {
    all('time[datetime]').forEach((time) => {
      const local = time.dataset.local;
      const far = away(time.getAttribute('datetime'));
      const text = time.hasAttribute('data-full') ? local + ' (' + far + ')' : exact ? local : far;
      if (time.textContent !== text) time.textContent = text;
    });
  }

  // Live: what is new waits while somebody is at work on what is there.
  let paused = false;
  let waiting = null;
  const live = () => one('[data-live]');
  function isBusy() {
    const part = live();
    if (!part) return false;
    const at = document.activeElement;
    const selection = getSelection();
    return one('.scroll:hover, .lanes:hover, form:hover, details[open]:not([data-open])', part) !== null
      || (at && part.contains(at) && at !== document.body && !at.matches('.scroll'))
      || one('dialog[open]') !== null
      || one('input:checked', part) !== null
      || (selection && !selection.isCollapsed && part.contains(selection.anchorNode));
  }
  function apply() {
    if (waiting === null || paused || isBusy()) return;
    const part = live();
    const html = waiting;
    waiting = null;
    const picked = one('tr.at', part);
    const key = picked && picked.dataset.key;
    const scrolls = all('.scroll', part).map((box) => [box.scrollLeft, box.scrollTop]);
    htmx.swap(part, html, { swapStyle: 'innerHTML', settleDelay: 0, swapDelay: 0 });
    all('.scroll', part).forEach((box, i) => { if (scrolls[i]) [box.scrollLeft, box.scrollTop] = scrolls[i]; });
    if (key) all('tr[data-key]', part).forEach((row) => row.classList.toggle('at', row.dataset.key === key));
    showTimes();
    document.dispatchEvent(new CustomEvent('hub:shown', { detail: { part } }));
    showLive();
  }
  let connected = true;
  function showLive() {
    const button = one('[data-live-switch]');
    if (!button || !live()) return;
    button.hidden = false;
    button.setAttribute('aria-pressed', String(paused));
    button.classList.toggle('off', !connected && !paused);
    const text = one('[data-live-text]', button);
    text.textContent = paused ? 'Paused' : !connected ? 'Offline' : waiting !== null ? 'Live, new below' : 'Live';
    button.title = paused ? 'Go on with live updates (p)' : 'Pause live updates (p)';
  }
  function switchLive() {
    paused = !paused;
    apply();
    showLive();
  }

  // Rows by keys.
  function rows() { return all('table[data-rows] tbody tr').filter((row) => row.offsetParent !== null); }
  function step(by) {
    const list = rows();
    if (!list.length) return;
    const at = list.findIndex((row) => row.classList.contains('at'));
    const next = list[Math.max(0, Math.min(list.length - 1, at < 0 ? (by > 0 ? 0 : list.length - 1) : at + by))];
    list.forEach((row) => row.classList.toggle('at', row === next));
    const link = one('a[href], summary, input[type="checkbox"]', next);
    if (link) link.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
  }
  function open() {
    const link = one('tr.at a[href]');
    if (link) link.click();
  }
  function tick() {
    const box = one('tr.at input[type="checkbox"]');
    if (box) box.click();
  }

  // A message beside the list, where there is room.
  function openDrawer(link) {
    const drawer = one('#drawer');
    if (!drawer || !window.htmx || innerWidth < 1100) return false;
    htmx.ajax('GET', link.href, { target: '#drawer', select: '#chain', swap: 'innerHTML' }).then(() => {
      drawer.hidden = false;
      drawer.scrollTop = 0;
      showTimes();
    });
    rows().forEach((row) => row.classList.toggle('at', row.contains(link)));
    return true;
  }
  function closeDrawer() {
    const drawer = one('#drawer');
    if (drawer && !drawer.hidden) {
      drawer.hidden = true;
      drawer.replaceChildren();
    }
  }

  let afterG = false;
  function go(letter) {
    const link = all('.side nav a').find((a) => a.textContent.trim().toLowerCase().startsWith(letter));
    if (link) link.click();
  }
  function key(event) {
    const field = event.target.closest && event.target.closest('input:not([type="checkbox"]), select, textarea, [contenteditable]');
    if (event.key === 'Escape') {
      if (field) field.blur();
      rows().forEach((row) => row.classList.remove('at'));
      closeDrawer();
      return;
    }
    if (field || event.ctrlKey || event.metaKey || event.altKey || one('dialog[open]')) return;
    if (afterG) {
      afterG = false;
      go(event.key);
      return;
    }
    const keys = {
      '/': () => { const search = one('[data-search], input[type="search"]'); if (search) { search.focus(); search.select(); } },
      j: () => step(1),
      k: () => step(-1),
      x: tick,
      p: switchLive,
      g: () => { afterG = true; setTimeout(() => { afterG = false; }, 1200); },
      t: () => { exact = !exact; store.set('times', exact ? 'exact' : 'away'); showTimes(); },
      '?': () => one('#help') && one('#help').showModal(),
      Enter: () => { if (!event.target.closest('a, button, summary')) open(); else return false; },
    };
    if (keys[event.key] && keys[event.key]() !== false) event.preventDefault();
  }

  // A page that was left comes back to where it was.
  function keepScroll() {
    const at = sessionStorage.getItem('hub.scroll');
    sessionStorage.removeItem('hub.scroll');
    if (at) {
      const [path, top] = at.split('|');
      if (path === location.pathname) scrollTo(0, Number(top));
    }
  }

  document.addEventListener('DOMContentLoaded', () => {
    all('[data-theme-switch]').forEach(showTheme);
    all('[data-help]').forEach((button) => { button.hidden = false; });
    showLive();
    showTimes();
    keepScroll();
    setInterval(() => { if (!document.hidden && !isBusy()) { showTimes(); } apply(); showLive(); }, 1000);
  });
  document.addEventListener('keydown', key);
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-drawer]');
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && openDrawer(link)) {
      event.preventDefault();
      return;
    }
    const button = event.target.closest('button, [data-check-all]');
    if (!button) return;
    if (button.matches('[data-theme-switch]')) nextTheme(button);
    if (button.matches('[data-close]')) closeDrawer();
    if (button.matches('[data-help]')) one('#help').showModal();
    if (button.matches('[data-live-switch]')) switchLive();
    if (button.matches('[data-check-all]')) {
      all('tbody input[type="checkbox"]', button.closest('table')).forEach((box) => { box.checked = button.checked; });
    }
  });
  document.addEventListener('submit', (event) => {
    const form = event.target;
    const asks = (event.submitter && event.submitter.dataset.confirm) || form.dataset.confirm;
    if (asks && !confirm(asks)) { event.preventDefault(); return; }
    if (form.matches('[data-act]')) {
      sessionStorage.setItem('hub.scroll', location.pathname + '|' + scrollY);
    }
  });
  document.addEventListener('htmx:sseBeforeMessage', (event) => {
    event.preventDefault();
    waiting = event.detail.data;
    apply();
    showLive();
  });
  // A browser opens few connections to one server: a page that nobody sees needs none.
  let source = null;
  let closed = false;
  document.addEventListener('htmx:sseOpen', (event) => { source = event.detail.source; connected = true; showLive(); });
  document.addEventListener('htmx:sseError', () => { connected = false; showLive(); });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && source) {
      source.close();
      source = null;
      closed = true;
    } else if (!document.hidden && closed) {
      closed = false;
      htmx.trigger(live(), 'htmx:afterProcessNode');
    }
  });
})();
