namespace JamLab.Stages.Portal;

/// <summary>The page's style sheet; contrasts of words are at least 4.5 to 1 on both grounds (WCAG 2.2, 1.4.3).</summary>
internal static class PortalStyle
{
    public const string Text = """
        :root { color-scheme: light dark; --page: #f5f6f8; --card: #fff; --ink: #1b2230; --soft: #59647a; --line: #dde2ea; --link: #1f5fbf; --ok: #17713a; --changing: #8a5a00; --bad: #b3261e; --unknown: #59647a; }
        @media (prefers-color-scheme: dark) { :root { --page: #10141b; --card: #181e28; --ink: #e6eaf2; --soft: #9aa6ba; --line: #2c3544; --link: #8ab4f8; --ok: #6fd08c; --changing: #f0b849; --bad: #ff8a80; --unknown: #9aa6ba; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 82rem; padding: 1.5rem 1.25rem 3rem; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; overflow-wrap: break-word; }
        a { color: var(--link); text-underline-offset: 2px; }
        a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
        header { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1.25rem; }
        header p { margin: 0; color: var(--soft); }
        h1 { margin: 0; font-size: 1.6rem; letter-spacing: -.01em; }
        h1 small { margin-left: .25rem; color: var(--soft); font-size: 1rem; font-weight: 500; letter-spacing: 0; }
        h2 { margin: 0 0 .5rem; font-size: 1.1rem; }
        section { margin-top: 1.25rem; padding: 1rem 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
        section > p { margin: 0 0 .75rem; color: var(--soft); }
        ul { margin: 0; padding: 0; list-style: none; }
        code { font: .9em ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
        .overview { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: .75rem; margin-top: 1.25rem; }
        .overview a { display: block; padding: .7rem 1rem; background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--kind); border-radius: 10px; color: var(--soft); text-decoration: none; }
        .overview strong { display: block; color: var(--ink); font-size: 1.35rem; font-weight: 650; line-height: 1.25; }
        .ok { --kind: var(--ok); } .changing { --kind: var(--changing); } .bad { --kind: var(--bad); } .unknown { --kind: var(--unknown); }
        .state { display: inline-block; position: relative; padding-left: .95em; color: var(--kind); }
        .state::before { content: ""; position: absolute; left: 0; top: .5em; width: .55em; height: .55em; border-radius: 50%; background: currentColor; }
        .state.bad { font-weight: 600; } .state.bad::before { border-radius: 1px; }
        table { width: 100%; border-collapse: collapse; }
        th, td { padding: .45rem 1rem .45rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
        tbody tr:last-child > * { border-bottom: 0; }
        thead th { color: var(--soft); font-size: .85rem; font-weight: 500; }
        tbody th { font-weight: 600; }
        td p { margin: 0; } td p + p { margin-top: .35rem; }
        td p .state { font-size: .87rem; }
        td p a, footer code { overflow-wrap: anywhere; }
        td { font-variant-numeric: tabular-nums; }
        tr:target { background: color-mix(in srgb, var(--link) 12%, transparent); }
        .columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 1.25rem; align-items: start; }
        dl { margin: 0; } dl > div { padding: .5rem 0; border-bottom: 1px solid var(--line); } dl > div:last-child { border-bottom: 0; }
        dt { color: var(--soft); font-size: .85rem; } dd { margin: 0; }
        svg { display: block; overflow: visible; }
        svg path { fill: none; stroke: var(--soft); stroke-width: 1.6; }
        svg circle, svg rect { fill: var(--kind); }
        svg text { fill: var(--ink); font-size: 14px; font-weight: 600; }
        svg text.word { fill: var(--kind); font-size: 13px; font-weight: 400; }
        footer { margin-top: 1.25rem; color: var(--soft); font-size: .9rem; } footer p { margin: 0 0 .25rem; }
        @media (max-width: 52rem) {
          body { padding: 1rem .75rem 2rem; overflow-wrap: anywhere; }
          section { padding: .85rem .9rem; }
          .columns { grid-template-columns: minmax(0, 1fr); }
          thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          table, tbody, tr, tbody th, td { display: block; }
          tbody tr { padding: .6rem 0; border-bottom: 1px solid var(--line); } tbody tr:last-child { border-bottom: 0; padding-bottom: 0; }
          tbody th, td { padding: .1rem 0; border: 0; }
          tbody th { font-size: 1.05rem; }
          td { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); }
          td:has(> div:empty) { display: none; }
          td::before { content: attr(data-column); color: var(--soft); }
          .overview { grid-template-columns: 1fr 1fr; gap: .5rem; } .overview a { height: 100%; padding: .5rem .75rem; line-height: 1.3; } .overview strong { font-size: 1.15rem; }
        }
        @media print { body { background: none; } section, .overview a { break-inside: avoid; } }
        """;
}
