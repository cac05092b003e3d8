#!/usr/bin/env bash
# Codes a part of an interview by keyboard alone, in tmux, and keeps what the screen showed after each step.
# Usage: docs/sessions/code-an-interview.sh [WIDTHxHEIGHT]   (needs tmux and an installed interviewcoder)
set -euo pipefail
size=${1:-100x30}
here=$(cd "$(dirname "$0")" && pwd)
out=$here/code-an-interview
work=$(mktemp -d)
tm() { tmux -L interviewcoder-session "$@"; }
trap 'tm kill-server 2>/dev/null || true; rm -rf "$work"' EXIT
rm -rf "$out" && mkdir -p "$out"

step=0
keys() { for key in "$@"; do tm send-keys -t s "$key"; sleep 0.35; done; }
keep() {
  step=$((step + 1))
  sleep 0.8
  { echo "# $2"; echo; tm capture-pane -p -t s; } >"$out/$(printf %02d $step)-$1.txt"
}

interviewcoder --lang en new "$work/study.icdb" --coder Anna --name "Learning culture" >/dev/null
cp "$here"/../../corpus/learning_culture/interviews/R0[1-4].txt "$work/"
interviewcoder --lang en import "$work/study.icdb" "$work"/R0*.txt \
  --respondents "$here/../../corpus/learning_culture/respondents.csv" --yes >/dev/null
tm -f /dev/null new-session -d -s s -x "${size%x*}" -y "${size#*x}" "interviewcoder --lang en '$work/study.icdb'"
sleep 3

keep opened "The study opens on the first interview; the first thing the respondent says is under the cursor."
keys j j j; keep read "j, three times: a sentence further each time, past the interviewer's questions."
keys space; keep longer "space: the fragment is a sentence longer."
keys 5; keep which-feature "5: the fifth carrier; a small list asks which feature."
keys a; keep coded "a: coded. The margin shows the digit, the panel counts it, the border says what was coded."
keys n; keep suggestion "n: the next suggestion, with the words that speak for it underlined in the text."
keys a; keep accepted "a: accepted. It is now a coding, and it stays known that it was a suggestion."
keys n r; keep rejected "n, r: the next one, rejected. That is remembered too."
keys J v 5 b; keep whole-turn "J, v, 5, b: the next turn, all of it, coded as recording what was learned."
keys 0; keep absent "0: marked as absent or hindered: there is a map of solved cards, and nobody looks in it."
keys m; tm send-keys -t s -l "compare with R04"; keys C-s; keep memo "m: a memo on that coding, kept with ctrl+s."
keys u u u; keep undone "u, three times: memo, mark and coding are taken back, each said in words."
keys C-r C-r C-r; keep redone "ctrl+r, three times: and brought back."
keys "*"; keep starred "*: starred, as worth quoting."
keys Enter; keep read-up-to-here "enter: read up to here; the margin and the border show it."
keys C-f; tm send-keys -t s -l "fout"; keep search "ctrl+f and a word: where it is said, over all transcripts."
keys Escape g o; keep overview "g, o: the overview, carriers by roles."
keys g q; keep quotes "g, q: the quotes, by carrier and role; of each the starred ones first."
keys g h; keep history "g, h: everything that was done, newest first."
keys "?"; keep help "?: all keys of this screen."
keys Escape C-q
echo "$step screens in $out"
