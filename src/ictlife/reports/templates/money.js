"use strict";
/* The budget over the groups that the filter keeps: what a figure consists of, and tables and bars of the rest. */
const thousand = (yen) => {
  const size = Math.floor((Math.abs(yen) + 500) / 1000).toLocaleString("en-US");
  return yen < 0 ? (document.documentElement.lang === "ja" ? "△" : "-") + size : size;
};

class Money {
  static FAMILIES = ["cost_kind", "basis", "heading", "funding"]; /* in the order in which a line says where it is counted */

  constructor(data) {
    this.data = data;
    this.whole = new Map(); /* what stood on the page before anything was filtered */
  }

  /* Every amount of a subject that is kept: tell(subject, year, amount, places of its lines in the tables). */
  each(keeps, tell) {
    for (const [subject, [, lines, years]] of Object.entries(this.data.money)) {
      if (!keeps(subject)) continue;
      for (const [year, rows] of Object.entries(years)) for (const [place, amount] of rows) tell(subject, year, amount, lines[place][2]);
    }
  }

  /* Whether an amount of `of` counts in `year`: a year that is shown, all of those, or `elsewhere`: outside them（年度外）. */
  counts(of, year) {
    return year ? of === year : of !== "elsewhere";
  }

  /* What a line of a table, or everything, consists of in a year, or in all years: subjects, the dearest first. */
  parts(keeps, year, family, key) {
    const side = Money.FAMILIES.indexOf(family), line = family ? this.data.lines[family].findIndex((each) => each[0] === key) : -1;
    const sums = new Map();
    this.each(keeps, (subject, of, amount, places) => {
      if (this.counts(of, year) && (!family || places[side] === line)) sums.set(subject, (sums.get(subject) || 0) + amount);
    });
    return [...sums].filter((part) => part[1]).sort((a, b) => b[1] - a[1]);
  }

  /* Tables and bars as the filter leaves them; without a filter as they were made. */
  draw(section, keeps, is_filtered) {
    const drawn = [...section.querySelectorAll("table[data-family]"), ...section.querySelectorAll("[data-bars]")];
    for (const each of drawn) {
      if (!this.whole.has(each)) this.whole.set(each, each.innerHTML);
      else if (this.is_filtered) each.innerHTML = this.whole.get(each);
    }
    this.is_filtered = is_filtered;
    for (const each of section.querySelectorAll(".filtered")) each.hidden = !is_filtered;
    for (const each of section.querySelectorAll(".capped")) each.hidden = is_filtered;
    if (!is_filtered) return;
    const years = Object.keys(this.data.years), sums = {};
    for (const family of Money.FAMILIES) sums[family] = this.data.lines[family].map(() => Object.fromEntries(years.map((year) => [year, 0])));
    this.each(keeps, (subject, year, amount, places) => {
      if (this.data.years[year]) Money.FAMILIES.forEach((family, side) => { if (places[side] >= 0) sums[family][places[side]][year] += amount; });
    });
    for (const each of drawn) {
      if (each.dataset.family) this.table(each, sums[each.dataset.family], years); else this.bars(each, sums[each.dataset.bars], years);
    }
  }

  table(table, lines, years) {
    const write = (row, amounts) => amounts.concat(amounts.reduce((sum, each) => sum + each, 0)).forEach((amount, place) => {
      const cell = row.cells[place + 1], link = cell.querySelector("a");
      (amount && link ? link : cell).textContent = amount ? thousand(amount) : "–";
    });
    for (const row of table.tBodies[0].querySelectorAll("[data-line]")) {
      const amounts = years.map((year) => lines[row.dataset.line][year]);
      row.hidden = !amounts.some(Boolean);
      write(row, amounts);
    }
    write(table.tFoot.rows[0], years.map((year) => lines.reduce((sum, line) => sum + line[year], 0)));
    for (const row of table.querySelectorAll("tr.capped")) row.hidden = true;
  }

  bars(place, lines, years) {
    const svg = place.querySelector("svg"), base = Number(svg.dataset.base), height = Number(svg.dataset.height);
    const totals = years.map((year) => lines.reduce((sum, line) => sum + Math.max(line[year], 0), 0));
    const ticks = svg.querySelectorAll(".tick"), highest = Math.max(...totals, 1), parts = ticks.length - 1;
    let unit = 1e5;
    while ([1, 2, 3, 4, 5].every((each) => each * unit * parts < highest)) unit *= 10;
    const top = [1, 2, 3, 4, 5].find((each) => each * unit * parts >= highest) * unit * parts;
    ticks.forEach((tick, i) => { tick.textContent = (top * i / parts / 1e6).toLocaleString("en-US"); });
    years.forEach((year, i) => {
      const bar = svg.querySelector(`[data-year="${year}"]`);
      let stacked = 0;
      for (const layer of bar.querySelectorAll("[data-line]")) {
        const amount = Math.max(lines[layer.dataset.line][year], 0);
        stacked += amount;
        layer.setAttribute("height", amount / top * height);
        layer.setAttribute("y", base - stacked / top * height);
        layer.replaceChildren();
        layer.parentNode.toggleAttribute("hidden", !amount);
      }
      bar.querySelectorAll(".cap,.over").forEach((each) => each.remove());
      bar.querySelectorAll("a[aria-label]").forEach((each) => each.removeAttribute("aria-label")); /* the figure alone says it now */
      const figure = bar.querySelector(".total");
      figure.textContent = (Math.round(totals[i] / 1e5) / 10).toLocaleString("en-US");
      figure.setAttribute("y", base - totals[i] / top * height - 5);
    });
  }
}
