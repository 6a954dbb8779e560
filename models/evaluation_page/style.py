"""How the page looks, by day and in the dark, wide and narrow."""

STYLE = """
:root { color-scheme: light dark; --back: #fff; --text: #1c2b30; --soft: #54666d; --line: #d3dcdf; --accent: #0d5c6d;
  --other: #b45f06 }
@media (prefers-color-scheme: dark) { :root { --back: #14191b; --text: #e4eaec; --soft: #a3b3b9; --line: #39464b;
  --accent: #5cc3d6; --other: #f0a04b } }
* { box-sizing: border-box }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 0 auto; padding: 1.5rem 1rem 4rem;
  background: var(--back); color: var(--text) }
h1, h2, h3 { line-height: 1.25; text-wrap: balance }
h2 { margin-top: 3rem }
h3 { margin: 2rem 0 .5rem; font-size: 1.05rem }
p { max-width: 46rem }
a { color: var(--accent) }
code { overflow-wrap: anywhere }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; list-style: none }
.wide { overflow-x: auto; margin: 1rem 0 }
.wide:focus-visible { outline: 2px solid var(--accent) }
table { border-collapse: collapse; font-size: 14px }
caption { max-width: min(46rem, 100vw - 2rem); padding-bottom: .5rem; text-align: left; color: var(--soft);
  font-size: 14px }
th, td { padding: .3rem .7rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top;
  font-variant-numeric: tabular-nums }
td { white-space: nowrap }
thead th { vertical-align: bottom }
th[scope=row], thead th:first-child { position: sticky; left: 0; padding-left: 0; background: var(--back);
  text-align: left; font-weight: 500 }
thead th:first-child { font-weight: bold }
tbody th { overflow-wrap: anywhere; min-width: 6.5rem }
.said th, .said td { text-align: left }
.said th { white-space: nowrap }
.said td:last-child { min-width: 16rem; white-space: normal }
.said ul { margin: 0; padding-left: 1.1rem }
bdi { overflow-wrap: anywhere; white-space: pre-wrap }
.pictures { display: flex; flex-wrap: wrap; gap: 1.5rem 2rem }
figure { flex: 1 1 20rem; max-width: 27.5rem; margin: 0 }
figure svg { display: block; width: 100%; height: auto; font-family: inherit }
figure svg text { font-family: inherit !important }
figcaption { font-size: 14px }
.bar { display: inline-block; position: relative; width: 5rem; height: .6rem; margin-right: .5rem;
  border-radius: 2px; background: var(--line) }
.bar i { position: absolute; inset: 0 auto 0 0; border-radius: 2px; background: var(--accent) }
.bar .short { background: var(--other) }
.bar b { position: absolute; inset: -2px auto -2px 0; width: 2px; background: var(--text) }
.matrix { font-size: 12px }
.matrix th, .matrix td { padding: .25rem .3rem }
.matrix td { min-width: 1.85rem; text-align: center; border: 1px solid var(--line) }
.matrix thead th:not(:first-child) { writing-mode: vertical-rl; transform: rotate(180deg); text-align: left;
  font-weight: 500 }
.matrix tbody th { min-width: 0; white-space: nowrap }
.matrix .right { background: #0d5c6d; color: #fff }
.matrix .wrong { background: rgb(180 95 6 / var(--share)) }
@media (max-width: 40rem) {
  th, td { padding-left: .35rem; padding-right: .35rem }
  .bar { width: 3rem }
  .said tr { display: flex; flex-wrap: wrap; gap: 0 1rem; border-bottom: 1px solid var(--line) }
  .said th, .said td { padding: .2rem 0; border: 0 }
  .said td:last-child { flex: 1 0 100%; min-width: 0 }
  .matrix { font-size: 11px }
}
@media print { .wide { overflow: visible } }
"""
