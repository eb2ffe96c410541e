(() => {
  const $ = (id) => document.getElementById(id);
  const say = JSON.parse($("labels").textContent);
  const fill = (text, words) => text.replace(/\{(\w+)\}/g, (_, name) => words[name]);
  const number = (n) => n.toLocaleString("en-US");
  /* As it is searched: full and half width, hiragana and katakana, capitals and small letters are one（全角・半角・かなの別を問わない検索）. */
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));
  const PAGE = 100;
  const LARGEST = 200; /* parts of a sum that are listed one by one */
  let data = { groups: [], tables: {}, why: {}, nodes: [], money: {}, lines: {}, caps: {}, years: {}, refs: [], findings: [] };
  let budget = new Money(data);
  const tables = new Map();

  /* Rows: those on the page, or, for a long table, those of the payload. */
  class Table {
    constructor(element) {
      this.id = element.id.slice(2);
      this.element = element;
      this.body = element.tBodies[0];
      this.page = 0;
      this.rows = [...this.body.rows].map((row) => ({ group: row.dataset.i, keys: row.dataset.k || "", amounts: row.dataset.a, row }));
      this.tools = document.querySelector(`[data-tools="${this.id}"]`);
      this.facets = this.tools ? [...this.tools.querySelectorAll("select")] : [];
      for (const facet of this.facets) facet.addEventListener("change", () => this.draw(0));
    }
    load(rows) {
      this.rows = rows.map(([group, keys, amounts, html]) => ({ group: String(group), keys, amounts, html }));
    }
    text(row) {
      if (row.text === undefined) row.text = fold(row.row ? row.row.textContent : row.html.replace(/<[^>]*>/g, " "));
      return row.text;
    }
    element_of(row) {
      if (!row.row) {
        const holder = document.createElement("template");
        holder.innerHTML = `<tr data-i="${row.group}">${row.html}</tr>`;
        row.row = holder.content.firstChild;
      }
      if (this.id === "findings") for (const link of row.row.querySelectorAll("a:not([href])")) link.href = `#finding:${data.findings[this.rows.indexOf(row)][0]}`;
      return row.row;
    }
    matching() {
      const wanted = this.facets.map((facet) => facet.value).filter(Boolean);
      return this.rows.filter((row) => keeps(row, this) && wanted.every((key) => row.keys.split(" ").includes(key)));
    }
    draw(page, all) {
      const rows = this.matching();
      const pages = Math.max(1, Math.ceil(rows.length / PAGE));
      this.page = Math.min(Math.max(page, 0), pages - 1);
      const paged = this.rows.length > 150 && !all;
      const shown = paged ? rows.slice(this.page * PAGE, (this.page + 1) * PAGE) : rows;
      this.body.replaceChildren(...shown.map((row) => this.element_of(row)));
      if (!shown.length) this.empty();
      const cut = document.querySelector(`[data-cut="${this.id}"]`);
      cut.hidden = shown.length === rows.length;
      cut.textContent = fill(say.cut, { shown: number(shown.length), all: number(rows.length) });
      this.total(rows);
      this.pager(rows.length, paged ? pages : 1);
    }
    empty() {
      const cell = document.createElement("td");
      cell.colSpan = 99;
      cell.textContent = say.nothing;
      cell.className = "quiet";
      this.body.insertRow().append(cell);
    }
    total(rows) {
      const cells = this.element.querySelectorAll("tfoot [data-sum]");
      if (!cells.length) return;
      const sums = new Array(cells.length).fill(0);
      for (const row of rows) (row.amounts ? String(row.amounts).split(",") : []).forEach((amount, i) => { sums[i] += Number(amount); });
      cells.forEach((cell, i) => { (cell.querySelector("a") || cell).textContent = thousand(sums[i]); });
    }
    pager(count, pages) {
      const place = this.tools && this.tools.querySelector(".pager");
      if (!place) return;
      const label = document.createElement("span");
      label.textContent = fill(say.shown, { shown: number(count), all: number(this.rows.length) });
      place.replaceChildren(label);
      if (pages < 2) return;
      const button = (text, to, off) => {
        const made = document.createElement("button");
        made.type = "button"; made.textContent = text; made.disabled = off;
        made.addEventListener("click", () => this.draw(to));
        return made;
      };
      const at = document.createElement("span");
      at.textContent = fill(say.page, { page: this.page + 1, pages });
      place.append(button(say.previous, this.page - 1, this.page === 0), at, button(say.next, this.page + 1, this.page + 1 >= pages));
    }
  }

  /* The filter bar: one set of conditions for every table. */
  const form = $("filter");
  const wanted = () => Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, key === "text" ? fold(value.trim()) : value.trim().toLowerCase()]));
  let conditions = {};
  const index = new Map(); /* Ref of a group → its place */
  const keeps = (row, table) => {
    const group = data.groups[row.group];
    for (const key of ["owner", "zone", "site", "category"]) {
      if (conditions[key] && (!group || String(group[key] ?? "").toLowerCase() !== conditions[key])) return false;
    }
    return !conditions.text || table.text(row).includes(conditions.text) || (group && found_as(group).includes(conditions.text));
  };
  const found_as = (group) => (group.folded ??= fold(group.find));
  const is_filtered = () => Object.values(conditions).some(Boolean);
  const keeps_subject = (subject) => !is_filtered() || (index.has(subject) && keeps({ group: index.get(subject), text: "" }, { text: (row) => row.text }));
  const draw_all = (all) => {
    for (const table of tables.values()) table.draw(table.page, all === true);
    budget.draw($("view-budget"), keeps_subject, is_filtered());
    count();
  };
  const count = () => {
    const shown = data.groups.filter((group, i) => keeps({ group: i, text: "" }, { text: (row) => row.text })).length;
    $("filter-count").textContent = data.groups.length ? fill(say.shown, { shown: number(shown), all: number(data.groups.length) }) : "";
  };
  form.addEventListener("input", () => { conditions = wanted(); for (const table of tables.values()) table.page = 0; draw_all(); });
  form.addEventListener("reset", () => setTimeout(() => { conditions = wanted(); draw_all(); }));
  form.addEventListener("submit", (event) => event.preventDefault());

  /* One view at a time; the address says which. */
  const views = [...document.querySelectorAll("section[data-view]")];
  for (const view of views) {
    view.dataset.view = view.id;
    view.id = `view-${view.id}`; /* else the browser scrolls to the section each time */
  }
  const is_view = (name) => views.some((view) => view.dataset.view === name);
  const show = (name) => {
    for (const view of views) view.hidden = view.dataset.view !== name;
    for (const link of document.querySelectorAll(".side a")) {
      if (link.dataset.section === name) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
    }
    form.hidden = !document.querySelector(`#view-${name} table[id^='t-']`); /* elsewhere nothing is of one group alone */
  };

  /* Why: the reason tree of a Ref, the parts of a sum, the card of a group. */
  const dialog = $("why");
  const make = (tag, text, css) => { const made = document.createElement(tag); if (text !== undefined) made.textContent = text; if (css) made.className = css; return made; };
  const read_at = new Map(); /* Ref of what was read → its place among data.refs */
  const services = new Set(); /* Refs of those with a recovery */
  const finding_at = new Map(); /* name of a finding → its row */
  const knows = (ref) => index.has(ref) || Object.hasOwn(data.why, ref) || finding_at.has(ref) || services.has(ref) || /^(bound|year):/.test(ref);
  /* What an address is called where it stands in a tree. */
  const called = (ref) => {
    if (index.has(ref)) return data.groups[index.get(ref)].name;
    if (Object.hasOwn(data.why, ref)) return titled(ref);
    if (finding_at.has(ref)) return finding_title(finding_at.get(ref));
    if (services.has(ref)) return service(ref.slice(8))[0];
    const money = /^(bound|year):/.test(ref) && why(ref);
    return money ? money[0] : "";
  };
  const titled = (ref) => { const [of, said] = data.why[ref]; return `${data.groups[of] ? data.groups[of].name : of}  ${said}`; };
  let opened = ""; /* the address that the dialog shows: nothing in it leads to itself */
  const source = (ref, is_link = true) => {
    const [name, value, place] = data.refs[ref];
    const from = make("span", undefined, "from"), known = is_link && !value && name !== opened && knows(name), said = known ? called(name) : "";
    if (known) from.append(link_to(name), said && place ? "  " : "");
    if (!known || (said && place)) from.append(make("code", name));
    if (value) from.append(` = ${value}`);
    if (place) from.append(`  [${place}]`);
    return from;
  };
  const tree = (nodes, more = []) => {
    const list = make("ul", undefined, "tree");
    const grow = (index, parent, depth) => {
      const [text, refs, parts] = data.nodes[index];
      const item = make("li", text);
      for (const ref of refs) item.append(source(ref));
      if (parts.length && depth < 40) {
        const below = document.createElement("ul");
        for (const part of parts) grow(part, below, depth + 1);
        item.append(below);
      }
      parent.append(item);
    };
    for (const node of nodes) grow(node, list, 0);
    for (const ref of more.slice(0, LARGEST)) list.appendChild(make("li")).append(link_to(ref));
    if (more.length > LARGEST) list.append(make("li", fill(say.others, { count: number(more.length - LARGEST) })));
    return list;
  };
  const card = (ref) => {
    const place = index.get(ref), group = data.groups[place], body = document.createElement("div"), facts = document.createElement("dl");
    for (const [label, value] of group.facts) facts.append(make("dt", label), make("dd", value));
    body.append(facts);
    for (const table of tables.values()) {
      const rows = table.rows.filter((row) => row.group === String(place));
      if (!rows.length) continue;
      const copy = table.element.cloneNode(false);
      copy.removeAttribute("id");
      copy.append(make("caption", table.element.caption.textContent), table.element.tHead.cloneNode(true));
      const into = copy.appendChild(document.createElement("tbody"));
      for (const row of rows.slice(0, 60)) into.append(table.element_of(row).cloneNode(true));
      const scroll = make("div", undefined, "scroll");
      scroll.append(copy);
      body.append(scroll);
    }
    return [group.name, body];
  };
  const why = (ref) => {
    if (index.has(ref)) return card(ref);
    if (ref.startsWith("money:")) {
      const at = ref.lastIndexOf("@"), found = data.money[ref.slice(6, at)], year = ref.slice(at + 1);
      const years = found ? Object.keys(found[2]).filter((of) => budget.counts(of, year)) : [];
      return years.length ? sum([found[0], year_name(year)], found, years) : null;
    }
    if (ref.startsWith("bound:")) return bound(ref.slice(6, ref.lastIndexOf("@")), ref.slice(ref.lastIndexOf("@") + 1));
    if (ref.startsWith("year:")) return total(ref.slice(5));
    if (ref.startsWith("sum:")) {
      const at = ref.lastIndexOf("@"), slash = ref.indexOf("/"), family = ref.slice(4, slash);
      return data.lines[family] ? total(ref.slice(at + 1), family, ref.slice(slash + 1, at)) : null;
    }
    if (services.has(ref)) return service(ref.slice(8));
    if (Object.hasOwn(data.why, ref)) return [titled(ref), tree([data.why[ref][2]], ref.startsWith("rule:") ? found_by(ref.slice(5)) : [])];
    if (finding_at.has(ref)) return finding(finding_at.get(ref));
    return read_at.has(ref) ? [ref, source(read_at.get(ref), false)] : null;
  };
  const found_by = (code) => tables.get("findings").rows.flatMap((row, place) => (row.keys.split(" ").includes(code) ? [`finding:${data.findings[place][0]}`] : []));
  const link_to = (ref) => { const to = make("a", called(ref) || ref); to.href = `#${encodeURIComponent(ref)}`; return to; };
  const cells_of = (place) => { const table = tables.get("findings"); return table.element_of(table.rows[place]).cells; };
  const finding_title = (place) => { const cells = cells_of(place); return `${cells[1].textContent}  ${cells[2].querySelector("b").textContent}  ${cells[3].firstChild.textContent}`; };
  /* A finding: what it says, where it was read, and what it rests on. */
  const finding = (place) => {
    const [severity, , text, , places] = [...cells_of(place)].map((cell) => cell.cloneNode(true)), body = make("div");
    text.querySelector("a").remove();
    text.querySelector("br").remove();
    body.append(make("p", severity.textContent, severity.firstElementChild.className), make("h3", say.says), text_of(text), make("h3", say.rests_on));
    body.append(tree([data.findings[place][1]]));
    body.append(make("h3", say.places), text_of(places));
    return [finding_title(place), body];
  };
  const text_of = (cell) => { const made = make("div", undefined, cell.className); made.append(...cell.childNodes); return made; };
  const service = (id) => {
    const found = Object.entries(data.why).filter(([ref]) => ref.startsWith(`recovery:${id}/`));
    const body = document.createElement("div");
    for (const [, [, hazard, node]] of found) body.append(make("h3", hazard), tree([node]));
    return [found[0][1][0], body];
  };
  const year_name = (year) => data.years[year] || (year ? say.elsewhere : "");
  const yen = (amount) => fill(say.money, { amount: number(amount) });
  const plain = (rows) => {
    const table = make("table", undefined, "plain");
    table.append(make("caption", say.consists, "vh"));
    const into = table.createTBody();
    for (const [label, amount, node, link] of rows) {
      const row = into.insertRow(), name = make("th");
      name.scope = "row";
      if (link) { const to = make("a", label); to.href = `#${encodeURIComponent(link)}`; name.append(to); } else name.textContent = label;
      if (node !== undefined) name.append(tree([node]));
      row.append(name, make("td", yen(amount), "num"));
    }
    return table;
  };
  const added = (rows) => rows.reduce((sum, row) => sum + row[1], 0);
  /* The amount of one subject in some years: every line of a contract, with its reason. */
  const sum = (title, [, lines, of], years) => {
    const rows = years.flatMap((year) => of[year].map(([place, amount]) => {
      const [node, contract, counted] = lines[place], kind = data.lines.cost_kind[counted[0]];
      const label = [years.length > 1 ? year_name(year) : "", kind ? kind[1] : ""].filter(Boolean).join("  ");
      return [label, amount, years.length > 1 ? undefined : node, years.length > 1 ? `bound:${contract}@${year}` : why_of(contract)];
    }));
    return [[...title, yen(added(rows))].filter(Boolean).join("  "), plain(rows)];
  };
  let by_contract; /* contract → the subjects whose money it holds; made when it is first asked for */
  const spent_on = () => {
    if (by_contract) return by_contract;
    by_contract = new Map();
    for (const subject of Object.values(data.money)) {
      for (const contract of new Set(subject[1].map((line) => line[1]))) by_contract.set(contract, [...(by_contract.get(contract) || []), subject]);
    }
    return by_contract;
  };
  /* What one contract costs in a year, or in all years shown: of its subject's lines only its own. */
  const bound = (contract, year) => {
    for (const [name, lines, of] of spent_on().get(contract) || []) {
      const own = {};
      for (const each of year ? [year] : Object.keys(of)) {
        const parts = (of[each] || []).filter(([place]) => lines[place][1] === contract);
        if (parts.length) own[each] = parts;
      }
      if (Object.keys(own).length) return sum([name, year_name(year)], [name, lines, own], Object.keys(own));
    }
    return null;
  };
  const why_of = (contract) => (Object.hasOwn(data.why, contract) || index.has(contract) || read_at.has(contract) ? contract : null);
  /* A total of a year, or of one line of a table: whose it is, and the cap that is set on it. */
  const total = (year, family, key) => {
    if (year && year !== "elsewhere" && !data.years[year]) return null;
    const parts = budget.parts(keeps_subject, year, family, key);
    const rows = parts.slice(0, LARGEST).map(([subject, amount]) => [data.money[subject][0], amount, undefined, `money:${subject}@${year}`]);
    const all = added(parts), rest = all - added(rows), line = family && data.lines[family].find((each) => each[0] === key);
    if (parts.length > rows.length) rows.push([fill(say.others, { count: number(parts.length - rows.length) }), rest]);
    const body = make("div"), cap = !is_filtered() && (data.caps[family === "funding" ? key : family ? "none" : ""] || {})[year];
    if (cap) {
      const [ref, , place] = data.refs[cap[1]], said = make("p", fill(say.cap, { cap: number(cap[0]), over: number(Math.max(all - cap[0], 0)) }));
      const from = make("span", undefined, "from");
      from.append(make("code", ref), place ? `  [${place}]` : "");
      said.append(from);
      body.append(said);
    }
    body.append(plain(rows));
    return [[line ? line[1] : "", year ? year_name(year) : say.all_years, yen(all)].filter(Boolean).join("  "), body];
  };
  const open = (ref) => {
    opened = ref;
    const found = why(ref);
    $("why-title").textContent = found ? found[0] : ref;
    $("why-body").replaceChildren(found ? found[1] : make("p", /^(renewal|milestone|recovery|finding|money|bound|year|sum)/.test(ref) ? say.no_reason : say.not_found));
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
  };
  let last = "summary";
  const go = () => {
    const ref = decodeURIComponent(location.hash.slice(1));
    if (!ref || is_view(ref)) {
      if (dialog.open) dialog.close();
      last = ref || "summary";
      show(last);
      window.scrollTo(0, 0);
    } else if (ref !== "main") {
      show(last);
      open(ref);
    }
  };
  dialog.addEventListener("close", () => {
    if (decodeURIComponent(location.hash.slice(1)) !== last) history.replaceState(null, "", `#${last}`);
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-set]"), table = tables.get("findings");
    if (!link || !table) return;
    const wanted = link.dataset.set.split(" ");
    for (const facet of table.facets) facet.value = wanted.find((each) => [...facet.options].some((option) => option.value === each)) || "";
    if (is_filtered()) form.reset();
    table.draw(0);
  });
  /* A drawing of a row stands for what the row is about. */
  document.addEventListener("click", (event) => {
    const chart = event.target.closest("td.chart"), link = chart && !event.target.closest("a") && chart.parentNode.querySelector("th a");
    if (link) link.click();
  });
  window.addEventListener("hashchange", go);
  /* On paper: of the view alone every row that the filter keeps; of everything no table longer than a binder holds. */
  const LONGEST_ON_PAPER = 1500;
  const is_alone = () => document.documentElement.dataset.print === "view";
  window.addEventListener("beforeprint", () => {
    for (const table of tables.values()) {
      const is_hidden = table.element.closest("section").hidden;
      if (is_alone() ? !is_hidden : table.matching().length <= LONGEST_ON_PAPER) table.draw(0, true);
    }
    const said = [...form.querySelectorAll("select,input")].filter((each) => each.value.trim());
    const texts = said.map((each) => `${each.labels[0].firstChild.textContent}: ${each.selectedOptions ? each.selectedOptions[0].text : each.value}`);
    $("conditions").textContent = texts.length ? `${form.getAttribute("aria-label")}: ${texts.join(" / ")}` : "";
  });
  window.addEventListener("afterprint", () => { delete document.documentElement.dataset.print; draw_all(); });
  for (const button of document.querySelectorAll("button[data-print]")) {
    button.addEventListener("click", () => { document.documentElement.dataset.print = button.dataset.print; window.print(); });
    button.parentNode.hidden = false;
  }

  const unpack = async () => {
    const bytes = Uint8Array.from(atob($("payload").textContent), (char) => char.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  };
  const start = async () => {
    for (const element of document.querySelectorAll("table[id^='t-']")) tables.set(element.id.slice(2), new Table(element));
    const first = decodeURIComponent(location.hash.slice(1));
    show(is_view(first) ? (last = first) : last);
    data = await unpack();
    budget = new Money(data);
    let fresh = 0; /* refs and parts of a step are written as distances: from the next new ref, and from the step */
    data.nodes.forEach((node, place) => {
      node[1] = node[1].map((near) => { const ref = fresh - near; fresh = Math.max(fresh, ref + 1); return ref; });
      node[2] = node[2].map((near) => place - near);
    });
    let step = 0; /* addresses that begin alike stand together, and their steps as distances */
    data.why = Object.fromEntries(data.why.flatMap(([head, of, rest]) => {
      const these = [];
      for (let at = 0; at < rest.length; at += 3) these.push([head + rest[at], [of, rest[at + 1], (step += rest[at + 2])]]);
      return these;
    }));
    data.groups.forEach((group, place) => index.set(group.ref, place));
    data.refs.forEach(([ref], place) => read_at.set(ref, place));
    for (const ref of Object.keys(data.why)) if (ref.startsWith("recovery:")) services.add(`service:${ref.slice(9).split("/")[0]}`);
    data.findings.forEach(([name], place) => finding_at.set(`finding:${name}`, place));
    for (const group of data.groups) group.find = group.facts.map((fact) => fact[1]).concat(group.name, group.ref).join(" ");
    for (const [id, rows] of Object.entries(data.tables)) if (tables.has(id)) tables.get(id).load(rows);
    conditions = wanted();
    draw_all();
    go();
    document.documentElement.dataset.ready = "yes";
  };
  start();
})();
