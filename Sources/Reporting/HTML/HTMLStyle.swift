/// How pages look: in light and dark, on paper, and from a phone to a wide screen.
enum HTMLStyle {
  static let text: StaticString = """

    :root {
      color-scheme: light dark;
      --page: #f4f5f7; --card: #fff; --text: #1c2430; --muted: #566273; --line: #dde2ea;
      --code: #eef1f5; --accent: #2a5fc9; --band: #2a5fc926; --grid: #e6e9ef;
      --good: #17703c; --good-fill: #e3f4ea; --note: #2557b5; --note-fill: #e6eefc;
      --warning: #8a5300; --warning-fill: #fdf0d5; --error: #b3241b; --error-fill: #fde8e6;
      --environment: #7a3fc4;
    }
    @media screen and (prefers-color-scheme: dark) {
      :root {
        --page: #0e1116; --card: #161b22; --text: #e4e8ee; --muted: #9aa6b5; --line: #2a323d;
        --code: #1f2630; --accent: #7fb0ff; --band: #7fb0ff2e; --grid: #232a34;
        --good: #69d394; --good-fill: #12301f; --note: #8ab6ff; --note-fill: #16263f;
        --warning: #f0bd59; --warning-fill: #33270d; --error: #ff958b; --error-fill: #3b1a18;
        --environment: #c39bff;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-behavior: smooth; }
    body {
      margin: 0 auto; padding: 0 1.25rem 2rem; max-width: 62rem; background: var(--page);
      color: var(--text); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto,
        "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
      overflow-wrap: anywhere;
    }
    h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; margin: 0; }
    h1 { font-size: 1.6rem; letter-spacing: -.01em; }
    h2 { font-size: 1.2rem; margin: 2.5rem 0 .8rem; }
    h3 { font-size: 1.05rem; }
    h4 { font-size: .95rem; margin: 1.3rem 0 .5rem; }
    p { margin: .4rem 0; }
    a { color: var(--accent); text-underline-offset: .15em; }
    :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
    .skip { position: absolute; left: -100vw; }
    .skip:focus { position: static; }
    .top { padding: 2rem 0 .6rem; }
    .top p { margin: .2rem 0; }
    .kicker { color: var(--accent); font-weight: 650; letter-spacing: .04em; }
    .muted, caption, figcaption, .legend, dt, footer { color: var(--muted); }
    nav ul { display: flex; flex-wrap: wrap; gap: .35rem 1.2rem; margin: 0; padding: .6rem 0;
      list-style: none; border-block: 1px solid var(--line); font-size: .92rem; }
    nav a { text-decoration: none; }
    nav a:hover { text-decoration: underline; }
    .card { background: var(--card); border: 1px solid var(--line); border-radius: 10px;
      padding: 1.1rem 1.25rem; margin: 0 0 1rem; }
    .card > :first-child { margin-top: 0; }
    .card > :last-child { margin-bottom: 0; }
    .verdict { display: flex; gap: .8rem; align-items: baseline; padding: 1rem 1.25rem;
      border-radius: 10px; border: 1px solid var(--line); border-inline-start: 5px solid;
      background: var(--card); margin-bottom: 1rem; }
    .verdict p { margin: 0; font-size: 1.12rem; line-height: 1.45; }
    .verdict .badge { flex: none; }
    .verdict.good { border-color: var(--good); }
    .verdict.note { border-color: var(--note); }
    .verdict.warning { border-color: var(--warning); }
    .verdict.error { border-color: var(--error); }
    .badge { display: inline-block; padding: .08em .55em; border-radius: 1em; font-size: .8rem;
      font-weight: 600; line-height: 1.6; white-space: nowrap; background: var(--code);
      color: var(--muted); }
    .badge.good { background: var(--good-fill); color: var(--good); }
    .badge.note { background: var(--note-fill); color: var(--note); }
    .badge.warning { background: var(--warning-fill); color: var(--warning); }
    .badge.error { background: var(--error-fill); color: var(--error); }
    dl { margin: 0; }
    dl > div { display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: .2rem 1rem;
      padding: .35rem 0; }
    dl > div + div { border-top: 1px solid var(--line); }
    dt { font-size: .92rem; }
    dd { margin: 0; min-width: 0; }
    dd > :first-child { margin-top: 0; }
    dd > :last-child { margin-bottom: 0; }
    code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono",
        monospace; font-size: .875em; unicode-bidi: isolate; }
    code { background: var(--code); border-radius: 4px; padding: .08em .3em; }
    pre { background: var(--code); border-radius: 6px; padding: .6rem .8rem; margin: .5rem 0;
      white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.45; }
    pre code { background: none; padding: 0; font-size: 1em; }
    pre.command { border-inline-start: 3px solid var(--accent); }
    pre.command code { -webkit-user-select: all; user-select: all; }
    .facts { display: flex; flex-wrap: wrap; gap: .3rem .5rem; margin: .4rem 0 0; padding: 0;
      list-style: none; font-size: .85rem; }
    .facts li { background: var(--code); border-radius: 4px; padding: .05rem .45rem; }
    .facts b { font-weight: 500; color: var(--muted); }
    .numbers { display: flex; flex-wrap: wrap; gap: .6rem 2.2rem; margin: .9rem 0 .4rem; }
    .numbers div { display: flex; flex-direction: column-reverse; padding: 0; border: 0; }
    .numbers dd { font-size: 1.3rem; font-weight: 600; line-height: 1.25;
      font-variant-numeric: tabular-nums; }
    .numbers dt { font-size: .82rem; }
    figure { margin: 1.1rem 0 0; }
    figcaption { font-size: .88rem; margin-bottom: .5rem; }
    .plots { display: grid; gap: 0 2rem; }
    .plots figure { min-width: 0; }
    .chart { padding: 0 .6rem 0 0; }
    .chart.axis { padding-left: 3rem; }
    .chart > svg { display: block; overflow: visible; }
    .chart text { font-size: 12px; fill: var(--muted); font-variant-numeric: tabular-nums; }
    .chart .strong { fill: var(--text); }
    .chart .slower { fill: var(--error); font-weight: 600; }
    .chart .faster { fill: var(--good); font-weight: 600; }
    .at { overflow: visible; width: 1px; height: 1px; }
    .grid { stroke: var(--grid); }
    .axis line, line.axis { stroke: var(--muted); }
    .chart line.grid { stroke: var(--grid); }
    .dot { fill: var(--accent); }
    .chart .range, .key .range { stroke: var(--accent); stroke-opacity: .45; stroke-width: 1.5; }
    .beyond { fill: var(--card); stroke: var(--accent); stroke-width: 1.5; }
    .band { fill: var(--band); }
    .chart .level, .key .level { stroke: var(--accent); stroke-width: 1.5; }
    .chart .interval, .key .interval { stroke: var(--text); stroke-width: 1.5; }
    line.curve { stroke: var(--accent); stroke-width: 1.5; }
    circle.curve { fill: var(--accent); }
    line.slow { stroke: var(--warning); }
    circle.slow { fill: var(--warning); }
    .chart .session, .key .session { stroke: var(--muted); stroke-opacity: .65;
      stroke-dasharray: 2 4; }
    .chart line.change, .key .change { stroke: var(--error); stroke-width: 1.5;
      stroke-dasharray: 5 3; }
    .chart line.faster, .key .faster { stroke: var(--good); }
    .environment { fill: var(--environment); stroke: var(--card); stroke-width: 1.5; }
    .hit { fill: transparent; }
    .hint:hover .hit { fill: var(--band); }
    .bar, .box.plain { fill: var(--accent); fill-opacity: .75; }
    .hint:hover .bar { fill-opacity: 1; }
    .track { fill: var(--code); }
    .box.good { fill: var(--good); fill-opacity: .55; }
    .box.note { fill: var(--note); fill-opacity: .7; }
    .box.warning { fill: var(--warning); }
    .box.error { fill: var(--error); }
    .legend { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: .5rem 0 0; padding: 0;
      list-style: none; font-size: .82rem; }
    .key { width: 16px; height: 12px; margin-inline-end: .4rem; overflow: visible; }
    .chain { display: flex; flex-wrap: wrap; gap: .8rem 2.2rem; margin: .2rem 0 0; padding: 0;
      list-style: none; }
    .chain li { position: relative; flex: 1 1 11rem; padding: .55rem .8rem; background: var(--card);
      border: 1px solid var(--line); border-top: 3px solid var(--muted); border-radius: 6px; }
    .chain li.good { border-top-color: var(--good); }
    .chain li.note { border-top-color: var(--note); }
    .chain li.warning { border-top-color: var(--warning); }
    .chain li + li::before { content: "\\2192" / ""; position: absolute; inset-inline-start: -1.75rem;
      top: 50%; transform: translateY(-50%); color: var(--muted); font-size: 1.2rem; }
    .chain small { display: block; color: var(--muted); font-size: .8rem; }
    .change { margin: 1.1rem 0 0; }
    .change + details { margin-top: 1rem; }
    .change ul, .evidence { margin: .4rem 0 0; padding-inline-start: 1.2rem; }
    .evidence li + li { margin-top: .3rem; }
    .evidence small { color: var(--muted); font-size: .85em; white-space: nowrap; }
    table { width: 100%; border-collapse: collapse; font-size: .92rem; }
    caption { text-align: start; font-size: .88rem; padding-bottom: .4rem; }
    th, td { text-align: start; vertical-align: baseline; padding: .4rem .9rem .4rem 0;
      border-bottom: 1px solid var(--line); font-weight: 400; }
    th:last-child, td:last-child { padding-inline-end: 0; }
    thead th { color: var(--muted); font-size: .82rem; white-space: nowrap; }
    tbody th { min-width: 6em; }
    tbody tr:last-child > * { border-bottom: 0; }
    th.number, td.number { text-align: end; font-variant-numeric: tabular-nums;
      white-space: nowrap; }
    details { border-top: 1px solid var(--line); }
    summary { cursor: pointer; padding: .55rem 0; }
    summary > :first-child { margin-inline-end: .4rem; }
    summary h3, summary h4 { display: inline; margin: 0; }
    .fold { padding: 0 0 .8rem; }
    .card > details:first-child { border-top: 0; }
    .card > details:first-child > summary { padding: 0; }
    .card > details:only-child > .fold { padding: .8rem 0 0; }
    details.card > summary { padding: 0; }
    details.card > .fold { padding: .8rem 0 0; }
    footer { margin-top: 2.5rem; padding-top: .8rem; border-top: 1px solid var(--line);
      font-size: .85rem; }
    @media (max-width: 40rem) {
      body { padding: 0 .9rem 1.5rem; }
      h1 { font-size: 1.4rem; }
      .card, .verdict { padding: .9rem; }
      .verdict { flex-direction: column; gap: .4rem; }
      dl:not(.numbers) > div { grid-template-columns: minmax(0, 1fr); gap: 0; }
      .spare { display: none; }
      td.number { white-space: normal; }
      .chart.axis { padding-left: 2.4rem; }
      .chain { flex-direction: column; gap: 1.7rem; }
      .chain li { flex: none; }
      .chain li + li::before { content: "\\2193" / ""; inset-inline-start: 50%; top: -1.55rem;
        transform: none; }
    }
    @media print, (min-width: 50rem) {
      .plots:has(figure + figure) { grid-template-columns: minmax(0, 2.3fr) minmax(0, 1fr); }
      .plots.even:has(figure + figure) { grid-template-columns: repeat(2, minmax(0, 1fr)); }
    }
    @media print {
      :root { --page: #fff; --card: #fff; }
      body { max-width: none; padding: 0; font-size: 10.5pt; }
      nav, .skip { display: none; }
      .card, .verdict, figure, tr { break-inside: avoid; }
      details.card { break-inside: auto; }
      h2, h3, h4 { break-after: avoid; }
      details::details-content { content-visibility: visible; height: auto; }
      .box, .bar, .dot, .badge, .verdict { print-color-adjust: exact; }
    }
    @media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }

    """
}
