// Search, filter, sort, periods, theme, print. Without it every page stays readable: what needs it is hidden until
// it runs. What a reader has searched, filtered and sorted stands in the address, so that it can be sent.
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
  // A page with a PDF links to it; any other prints itself.
  all('[data-act=print]').forEach(function (button) {
    button.addEventListener('click', function () { window.print(); });
  });

  // Periods: the list stands outside the period's folder, which never changes; where, the page's own place tells.
  var switches = document.querySelector('[data-period]');
  function periods() {
    var here = new URL(switches.dataset.root || './', location.href);
    var names = here.pathname.split('/').filter(Boolean).map(decodeURIComponent);
    var own = switches.dataset.period, folder = names[names.length - 1];
    var published = folder === own, built = names[names.length - 2] === own;
    if (!published && !built) return;
    var page = decodeURIComponent(location.pathname.slice(here.pathname.length)) || 'index.html';
    var script = document.createElement('script');
    script.src = new URL(published ? '../periods.js' : '../../periods/' + encodeURIComponent(folder) + '.js', here);
    script.addEventListener('load', function () {
      choose(window.REPORTGEN_PERIODS, page, function (period) {
        return new URL(published ? '../' + period + '/' : '../../' + period + '/' + encodeURIComponent(folder) + '/', here);
      });
    });
    document.head.appendChild(script);
  }
  function choose(known, page, place) {
    if (!known || known.periods.length < 2) return;
    var more = document.createElement('details'), head = document.createElement('summary'), list = document.createElement('ul');
    head.textContent = switches.dataset.period;
    head.className = 'btn';
    known.periods.forEach(function (period) {
      var item = document.createElement('li'), link = document.createElement('a');
      var absent = (known.absent[period] || []).indexOf(page) >= 0;
      link.href = new URL(absent ? 'index.html' : page, place(period));
      if (/^#[\w-]+$/.test(location.hash) && !absent) link.href += location.hash;
      link.textContent = period;
      if (period === switches.dataset.period) link.setAttribute('aria-current', 'page');
      if (absent) {
        var about = document.createElement('small');
        about.textContent = switches.dataset.absent;
        link.appendChild(about);
      }
      item.appendChild(link);
      list.appendChild(item);
    });
    more.appendChild(head);
    more.appendChild(list);
    switches.textContent = '';
    switches.appendChild(more);
    more.addEventListener('keydown', function (event) {
      if (event.key === 'Escape') { more.open = false; head.focus(); }
      var links = all('a', list), by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      more.open = true;
      var next = links[links.indexOf(document.activeElement) + by];
      if (next) next.focus(); else head.focus();
    });
    document.addEventListener('click', function (event) { if (!more.contains(event.target)) more.open = false; });
  }
  if (switches) periods();

  // A table that scrolls sideways can be reached by keyboard.
  function reachable() {
    all('.scroll').forEach(function (one) {
      if (one.scrollWidth > one.clientWidth) one.tabIndex = 0; else one.removeAttribute('tabindex');
    });
  }
  reachable();
  window.addEventListener('resize', reachable);

  // Sorting by a cell's value; what is missing stands last, whichever way.
  var said = new Intl.Collator(root.lang, { numeric: true });
  function order(rows, up) {
    var numbers = rows.every(function (one) { return !isNaN(one.by); });
    rows.sort(function (one, other) {
      var x = one.by, y = other.by;
      if (x === '' || y === '') return (x === '') - (y === '');
      var by = numbers ? x - y : said.compare(x, y);
      return up ? by : -by;
    });
  }
  function mark(head, up) {
    all('th', head.parentNode).forEach(function (cell) {
      cell.removeAttribute('aria-sort');
      var arrow = cell.querySelector('[data-mark]');
      if (arrow) arrow.textContent = '';
    });
    head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
    head.querySelector('[data-mark]').textContent = up ? '↑' : '↓';
  }

  // Any other list: sorted by the figures as they are printed, filtered by its words where it is long.
  var LONG = 15, MISSING = /^(|—|–|-)$/;
  function figure(cell) {
    if (cell.dataset.v) return cell.dataset.v;
    var words = cell.textContent.trim();
    return MISSING.test(words) || cell.classList.contains('dim') || cell.querySelector('.v-none, .v-few') && !/\d/.test(words) ? '' : words;
  }
  function values(rows) {
    var number = /^[▲▼△]?\s*([+−-]?[\d,]+(?:\.\d+)?)(?![\d:-])/, found = rows.map(function (one) { return number.exec(one.by); });
    var counts = rows.every(function (one, i) { return one.by === '' || found[i]; });
    if (counts) rows.forEach(function (one, i) { if (found[i]) one.by = found[i][1].replace('−', '-').replace(/,/g, ''); });
  }
  function sorter(list) {
    var lines = all('tr', list.tBodies[0]), heads = list.tHead ? list.tHead.rows[0].cells : [];
    if (lines.length < 3 || list.tHead.rows.length > 1) return;
    if (lines.some(function (line) { return line.cells.length !== heads.length || line.className; })) return;
    all('th', list.tHead).forEach(function (head) {
      if (!head.textContent.trim() || head.querySelector('svg')) return;
      var button = document.createElement('button'), arrow = document.createElement('span');
      button.type = 'button';
      while (head.firstChild) button.appendChild(head.firstChild);
      arrow.dataset.mark = '';
      button.appendChild(arrow);
      head.appendChild(button);
      button.addEventListener('click', function () {
        var up = head.getAttribute('aria-sort') !== 'ascending';
        var rows = all('tr', list.tBodies[0]).map(function (line) { return { row: line, by: figure(line.cells[head.cellIndex]) }; });
        values(rows);
        order(rows, up);
        mark(head, up);
        rows.forEach(function (one) { list.tBodies[0].appendChild(one.row); });
      });
    });
    list.classList.add('sortable');
    if (lines.length > LONG && bar) filter(list, lines);
  }
  function filter(list, lines) {
    var field = document.createElement('input');
    field.type = 'search';
    field.className = 'narrow';
    field.placeholder = bar.dataset.filter;
    field.setAttribute('aria-label', bar.dataset.filter);
    list.parentNode.parentNode.insertBefore(field, list.parentNode);
    var keyed = null, pause = 0;
    field.addEventListener('input', function () {
      clearTimeout(pause);
      pause = setTimeout(function () {
        keyed = keyed || lines.map(function (line) { return plain(line.textContent); });
        var wanted = plain(field.value).trim().split(/\s+/).filter(Boolean);
        lines.forEach(function (line, i) { line.hidden = !holds(keyed[i], wanted); });
      }, 60);
    });
    field.addEventListener('keydown', function (event) {
      if (event.key === 'Escape') { field.value = ''; field.dispatchEvent(new Event('input')); }
    });
  }

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
      if (event.key === 'Escape') {
        if (!box.value) box.blur(); else { box.value = ''; box.dispatchEvent(new Event('input')); box.focus(); }
      }
      if (event.key === 'ArrowDown') { event.preventDefault(); step(1); }
      if (event.key === 'ArrowUp') { event.preventDefault(); step(-1); }
      if (event.key === 'Enter' && document.activeElement === box && hits.querySelector('a')) hits.querySelector('a').click();
    });
    document.addEventListener('click', function (event) { if (!bar.contains(event.target)) hits.hidden = true; });
  }

  all('.sec table, .list table').forEach(function (one) { if (!one.matches('.clients, .mx, .wf, .card')) sorter(one); });

  // index.html#q=…&tag=…&sort=-3 is what the reader has searched, filtered and sorted by; #clients is a place.
  function asked() {
    var state = { q: '', tag: '', sort: '' };
    if (location.hash.indexOf('=') < 0) return state;
    location.hash.slice(1).split('&').forEach(function (part) {
      var at = part.indexOf('='), name = part.slice(0, at);
      if (!(name in state)) return;
      try { state[name] = decodeURIComponent(part.slice(at + 1).replace(/\+/g, ' ')); } catch (error) { return; }  // half an escape
    });
    return state;
  }
  function address(state) {
    var parts = Object.keys(state).filter(function (name) { return state[name]; });
    var hash = parts.map(function (name) { return name + '=' + encodeURIComponent(state[name]); }).join('&');
    if (!hash && location.hash.indexOf('=') < 0) return;  // a place stays in the address
    try { history.replaceState(null, '', hash ? '#' + hash : location.pathname + location.search); } catch (error) { return; }
  }

  // The client table: filter by the search box and a chip, sort by a column; missing values always last.
  // The page holds all rows, for readers without scripts and for paper. The script keeps them aside and lays out the
  // first that fit, and more as the reader comes to their end.
  var table = document.querySelector('.clients');
  if (!table || !table.querySelector('tr[data-key]')) {
    if (box && asked().q) { box.value = asked().q; box.dispatchEvent(new Event('input')); }
    return;
  }
  var body = table.tBodies[0];
  var WINDOW = 100, PAUSE = 60;
  var rows = all('tr[data-key]', body).map(function (row) {
    return { row: row, key: plain(row.dataset.key), tags: row.dataset.tags.split(' ') };
  });
  var chips = all('.chip');
  var count = document.querySelector('[data-count]');
  var more = document.querySelector('[data-more]');
  var tag = '', by = '', fit = rows, laid = rows.length;
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
    address({ q: box ? box.value.trim() : '', tag: tag, sort: by });
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
  function choose_tag(name) {
    if (!chips.some(function (chip) { return chip.dataset.tag === name; })) name = '';
    chips.forEach(function (chip) { chip.setAttribute('aria-pressed', String(chip.dataset.tag === name)); });
    tag = name;
  }
  function sort(head, up) {
    rows.forEach(function (one) { one.by = one.row.cells[head.cellIndex].dataset.v; });
    order(rows, up);
    mark(head, up);
    by = (up ? '' : '-') + (head.cellIndex + 1);
  }
  chips.forEach(function (chip) {
    chip.addEventListener('click', function () { choose_tag(chip.dataset.tag); show(); });
  });
  table.tHead.addEventListener('click', function (event) {
    var button = event.target.closest('button');
    if (!button) return;
    sort(button.parentNode, button.parentNode.getAttribute('aria-sort') === 'descending');
    show();
  });
  function linked() {
    var state = asked(), head = table.tHead.rows[0].cells[Math.abs(state.sort) - 1];
    if (box && box.value !== state.q) { box.value = state.q; suggest(); }
    choose_tag(state.tag);
    if (head && head.querySelector('button')) sort(head, state.sort.charAt(0) !== '-');
    show();
    if (state.tag || state.sort) document.getElementById('clients').scrollIntoView();
  }
  window.addEventListener('hashchange', function () { if (location.hash.indexOf('=') >= 0) linked(); });
  if (location.hash.indexOf('=') >= 0) linked(); else if (rows.length > WINDOW) lay();
})();
