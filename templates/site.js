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

  // Search: clients and offices of this audience, from assets/search.js.
  var entries = window.REPORTGEN_SEARCH || [];
  var bar = document.querySelector('.search');
  var box = bar && bar.querySelector('input');
  var hits = document.getElementById('hits');
  var SHOWN = 12;
  function words() { return box ? box.value.trim().toLowerCase().split(/\s+/).filter(Boolean) : []; }
  function holds(key, wanted) { return wanted.every(function (word) { return key.indexOf(word) >= 0; }); }
  function suggest() {
    var wanted = words();
    hits.textContent = '';
    hits.hidden = !wanted.length;
    if (!wanted.length) return;
    var found = entries.filter(function (entry) { return holds(entry.key, wanted); }).slice(0, SHOWN);
    found.forEach(function (entry) {
      var item = document.createElement('li'), link = document.createElement('a'), about = document.createElement('small');
      link.href = bar.dataset.root + entry.href;
      link.textContent = entry.name;
      about.textContent = entry.about;
      link.appendChild(about);
      item.appendChild(link);
      hits.appendChild(item);
    });
    if (!found.length) {
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

  // The client table: filter by the search box and a chip, sort by a column; missing values always last.
  var table = document.querySelector('.clients');
  if (!table) return;
  var body = table.tBodies[0];
  var rows = all('tr[data-key]', body);
  var chips = all('.chip');
  var count = document.querySelector('[data-count]');
  var tag = '';
  function show() {
    var wanted = words(), n = 0;
    rows.forEach(function (row) {
      var hit = holds(row.dataset.key, wanted) && (!tag || row.dataset.tags.split(' ').indexOf(tag) >= 0);
      row.hidden = !hit;
      if (hit) n += 1;
    });
    if (count) count.textContent = n;
  }
  if (box) box.addEventListener('input', show);
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
    var head = button.parentNode, index = head.cellIndex;
    var up = head.getAttribute('aria-sort') === 'descending';
    all('th', table.tHead).forEach(function (cell) {
      cell.removeAttribute('aria-sort');
      var mark = cell.querySelector('[data-mark]');
      if (mark) mark.textContent = '';
    });
    head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
    button.querySelector('[data-mark]').textContent = up ? '↑' : '↓';
    rows.sort(function (one, other) {
      var x = one.cells[index].dataset.v, y = other.cells[index].dataset.v;
      if (x === '' || y === '') return (x === '') - (y === '');
      var by = isNaN(x) || isNaN(y) ? x.localeCompare(y, root.lang) : x - y;
      return up ? by : -by;
    });
    rows.forEach(function (row) { body.appendChild(row); });
  });
})();
