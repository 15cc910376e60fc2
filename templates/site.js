// Search, filter, sort, theme, print. Without it every page stays readable: what needs it is hidden until it runs.
(function () {
  'use strict';
  var root = document.documentElement;
  var all = function (what, within) { return Array.prototype.slice.call((within || document).querySelectorAll(what)); };
  all('[data-script]').forEach(function (one) { one.hidden = false; });

  // Theme: the reader's choice, else the system's.
  var dark = window.matchMedia('(prefers-color-scheme: dark)');
  function kept(value) {
    try {
      if (value) localStorage.setItem('reportgen-theme', value);
      return localStorage.getItem('reportgen-theme');
    } catch (error) { return null; }  // storage may be forbidden
  }
  var chosen = kept();
  if (chosen === 'dark' || chosen === 'light') root.dataset.theme = chosen;
  all('[data-act=theme]').forEach(function (button) {
    button.addEventListener('click', function () {
      var now = root.dataset.theme || (dark.matches ? 'dark' : 'light');
      root.dataset.theme = now === 'dark' ? 'light' : 'dark';
      kept(root.dataset.theme);
    });
  });
  all('[data-act=print]').forEach(function (button) {
    button.addEventListener('click', function () { window.print(); });
  });

  // Search: clients, offices and complaints of this audience, from assets/search.js.
  var index = window.REPORTGEN_SEARCH || { said: [], places: [], entries: [] };
  var bar = document.querySelector('.search');
  var box = bar && bar.querySelector('input');
  var hits = document.getElementById('hits');
  var SHOWN = 12;
  // As typed, also half way in a Chinese input method (chong'qing) and in wide letters.
  function plain(said) { return said.normalize('NFKC').toLowerCase().replace(/['’]/g, ''); }
  function words() { return box ? plain(box.value).trim().split(/\s+/).filter(Boolean) : []; }
  function holds(key, wanted) { return wanted.every(function (word) { return key.indexOf(word) >= 0; }); }
  var keys = null;  // made at the first letter typed; a space before each word, so that a beginning can be told
  function made() {
    if (!keys) keys = index.entries.map(function (entry) {
      return plain(' ' + entry[0] + ' ' + index.said[entry[1]] + ' ' + entry[3]);
    });
    return keys;
  }
  // What begins with the words comes before what only holds them.
  function found(wanted) {
    var first = [], then = [], all = made();
    for (var i = 0; i < all.length && first.length < SHOWN; i += 1) {
      if (!holds(all[i], wanted)) continue;
      var begins = wanted.every(function (word) { return all[i].indexOf(' ' + word) >= 0; });
      if (begins) first.push(i); else if (then.length < SHOWN) then.push(i);
    }
    return first.concat(then).slice(0, SHOWN).map(function (i) { return index.entries[i]; });
  }
  function suggest() {
    var wanted = words();
    hits.textContent = '';
    hits.hidden = !wanted.length;
    if (!wanted.length) return;
    var listed = found(wanted);
    listed.forEach(function (entry) {
      var item = document.createElement('li'), link = document.createElement('a'), about = document.createElement('small');
      link.href = bar.dataset.root + index.places[entry[2]];
      link.textContent = entry[0];
      about.textContent = index.said[entry[1]];
      link.appendChild(about);
      item.appendChild(link);
      hits.appendChild(item);
    });
    if (!listed.length) {
      var none = document.createElement('li');
      none.textContent = hits.dataset.none;
      hits.appendChild(none);
    }
  }
  function step(by) {
    var links = all('a', hits), now = links.indexOf(document.activeElement) + by;
    if (now < 0) box.focus(); else if (links[now]) links[now].focus();
  }
  if (box) {
    box.addEventListener('input', suggest);
    document.addEventListener('keydown', function (event) {
      var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
      if (event.key === '/' && !typing) { event.preventDefault(); box.focus(); }
      if (!bar.contains(document.activeElement)) return;
      if (event.key === 'Escape') { box.value = ''; box.dispatchEvent(new Event('input')); box.focus(); }
      if (event.key === 'ArrowDown') { event.preventDefault(); step(1); }
      if (event.key === 'ArrowUp') { event.preventDefault(); step(-1); }
      if (event.key === 'Enter' && document.activeElement === box && hits.querySelector('a')) hits.querySelector('a').click();
    });
    document.addEventListener('click', function (event) { if (!bar.contains(event.target)) hits.hidden = true; });
  }

  // index.html#q=… fills the search, so that a list can be sent to somebody.
  function linked() {
    var asked = /^#q=(.*)$/.exec(location.hash);
    if (!asked || !box) return;
    try { box.value = decodeURIComponent(asked[1].replace(/\+/g, ' ')); } catch (error) { return; }  // half an escape
    box.dispatchEvent(new Event('input'));
  }
  window.addEventListener('hashchange', linked);

  // The client table: filter by the search box and a chip, sort by a column; missing values always last.
  // The page holds all rows, for readers without scripts and for paper. The script keeps them aside and lays out the
  // first that fit, and more as the reader comes to their end.
  var table = document.querySelector('.clients');
  if (!table || !table.querySelector('tr[data-key]')) { linked(); return; }
  var body = table.tBodies[0];
  var WINDOW = 100, PAUSE = 60;
  var rows = all('tr[data-key]', body).map(function (row) {
    return { row: row, key: plain(row.dataset.key), tags: row.dataset.tags.split(' ') };
  });
  var chips = all('.chip');
  var count = document.querySelector('[data-count]');
  var more = document.querySelector('[data-more]');
  var tag = '', fit = rows, laid = rows.length;
  function add(upto) {
    var some = document.createDocumentFragment();
    fit.slice(laid, upto).forEach(function (one) {
      one.row.classList.remove('far');
      some.appendChild(one.row);
    });
    body.appendChild(some);
    laid = Math.min(upto, fit.length);
    if (more) more.hidden = laid === fit.length;
  }
  function lay() {
    body.textContent = '';
    laid = 0;
    add(WINDOW);
    if (count) count.textContent = fit.length;
    table.setAttribute('aria-rowcount', fit.length + 1);
  }
  function show() {
    var wanted = words();
    fit = rows.filter(function (one) { return holds(one.key, wanted) && (!tag || one.tags.indexOf(tag) >= 0); });
    lay();
  }
  function further() { add(laid + WINDOW); }
  if (more) {
    more.addEventListener('click', further);
    if (window.IntersectionObserver) new IntersectionObserver(function (seen) {
      if (seen[0].isIntersecting) further();
    }, { rootMargin: '600px' }).observe(more);
  }
  window.addEventListener('beforeprint', function () { add(fit.length); });
  window.addEventListener('afterprint', lay);
  // A long list waits for a pause in the typing, so that what the search finds is there at once.
  var waiting = 0;
  if (box) box.addEventListener('input', function () {
    clearTimeout(waiting);
    if (rows.length > WINDOW) waiting = setTimeout(show, PAUSE); else show();
  });
  chips.forEach(function (chip) {
    chip.addEventListener('click', function () {
      chips.forEach(function (other) { other.setAttribute('aria-pressed', String(other === chip)); });
      tag = chip.dataset.tag;
      show();
    });
  });
  table.tHead.addEventListener('click', function (event) {
    var button = event.target.closest('button');
    if (!button) return;
    var head = button.parentNode, at = head.cellIndex;
    var up = head.getAttribute('aria-sort') === 'descending';
    all('th', table.tHead).forEach(function (cell) {
      cell.removeAttribute('aria-sort');
      var mark = cell.querySelector('[data-mark]');
      if (mark) mark.textContent = '';
    });
    head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
    button.querySelector('[data-mark]').textContent = up ? '↑' : '↓';
    rows.forEach(function (one) { one.by = one.row.cells[at].dataset.v; });
    var said = new Intl.Collator(root.lang), numbers = rows.every(function (one) { return !isNaN(one.by); });
    rows.sort(function (one, other) {
      var x = one.by, y = other.by;
      if (x === '' || y === '') return (x === '') - (y === '');
      var by = numbers ? x - y : said.compare(x, y);
      return up ? by : -by;
    });
    show();
  });
  if (rows.length > WINDOW) lay();
  linked();
})();
