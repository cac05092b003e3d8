#!/usr/bin/env bash
# Two coders at two terminals on one study: they code blind, reveal, settle ten differences and make a reason a rule.
# Keeps what their screens showed. Usage: docs/sessions/two-coders.sh [WIDTHxHEIGHT]   (needs tmux and interviewcoder)
set -euo pipefail
size=${1:-100x30}
here=$(cd "$(dirname "$0")" && pwd)
out=$here/two-coders
work=$(mktemp -d)
tm() { tmux -L interviewcoder-two "$@"; }
trap 'tm kill-server 2>/dev/null || true; rm -rf "$work"' EXIT
rm -rf "$out" && mkdir -p "$out"

step=0
keys() { local who=$1; shift; for key in "$@"; do tm send-keys -t "$who" "$key"; sleep 0.4; done; }
text() { tm send-keys -t "$1" -l "$2"; sleep 0.4; }
keep() {
  step=$((step + 1))
  sleep 1.5
  { echo "# $3"; echo; tm capture-pane -p -t "$1" | sed "s|$work/||"; } >"$out/$(printf %02d $step)-$2.txt"
}

study=$work/study.icdb
interviewcoder --lang en new "$study" --coder Anna --name "Learning culture" >/dev/null
cp "$here"/../../corpus/learning_culture/interviews/R02.txt "$work/"
grep -E '^(file|R02)' "$here"/../../corpus/learning_culture/respondents.csv >"$work/respondents.csv"
interviewcoder --lang en import "$study" "$work/R02.txt" --coder Anna \
  --respondents "$work/respondents.csv" --yes >/dev/null
interviewcoder --lang en round new "$study" "round 1" --coders Anna,Bram --new-coders --seal --coder Anna >/dev/null
for who in anna:Anna bram:Bram; do
  tm -f /dev/null new-session -d -s "${who%:*}" -x "${size%x*}" -y "${size#*x}" \
    "interviewcoder --lang en '$study' --coder ${who#*:}"
done
sleep 5

for _ in 1 2 3 4 5 6; do keys anna J v 2 b; keys bram J v 5 a; done
keep anna anna-codes "Anna codes six turns as mistakes allowed. The title says that the round is sealed."
for _ in 1 2 3 4 5; do keys anna J v 4 a; keys bram J v 4 a; keys bram K j j 1 a; keys bram J; done
keys bram o
keep bram bram-codes "Bram codes in his own way; o, everyone's codings, shows him no more than his own."
keys anna g t d y
keep anna anna-is-done "g t, d, y: Anna is done. She waits for Bram."
keys bram g t d y
keep bram revealed "g t, d, y: Bram is done too, and the round opens to both."
keys anna g a; sleep 2
keep anna agreement "g a: how far they agree on each code. Whoever is done with a round has read it."
keys anna g i
keep anna inbox "g i: the differences, each with both readings and the rules of the codes."
keys anna a
keep anna first-settled "a: Anna's reading holds. The next difference is there."
keys anna r; text anna "it came to light by itself"; keys anna Enter
keep anna with-a-reason "r: and why, in one line."
keys anna w
keep anna which-rule "w: the reason becomes a rule; of which code?"
keys anna 1 C-u; text anna "Also when a mistake comes to light by itself."; keys anna Enter
keep anna new-version "The codebook has a new version; what was coded with the code before is in doubt."
keys anna b . t . 0 a b a b a b l
keep anna ten-decided "b . t . 0 a b a b a b l: nine more, two for the same reason; the last one is for later."
keys anna e m Enter
keep anna exported "e, m, Enter: all differences with what was decided and why, for the appendix."
keys anna g w
keep anna in-doubt "g w: Anna's own codings from before, one by one."
keys anna y x
keep anna two-decided "y, x: one stays, one goes."
{
  echo "# What the study holds in the end, by command."
  echo
  interviewcoder --lang en round status "$study" --coder Anna
  echo
  interviewcoder --lang en disagreements "$study" --coder Anna | sed -n 's/^[0-9a-f]\{8\}  //p'
  echo
  interviewcoder --lang en codebook show "$study" | sed -n 1p
  echo
  awk -F '[|]' 'NR > 2 { print $4 "|" $9 "|" $10 }' "$work/study-differences.md"
} | sed "s|$work/||" >"$out/$(printf %02d $((step + 1)))-in-the-end.txt"
