#!/usr/bin/env bash
# Ten suggestions corrected in one interview, and what is suggested in the next one before and after. In this made-up
# company "the cage" is where one tries things out (2c), a word that no codebook knows.
# Keeps what the screen showed. Usage: docs/sessions/ten-corrections.sh [WIDTHxHEIGHT]   (needs tmux and interviewcoder)
set -euo pipefail
size=${1:-80x24}
here=$(cd "$(dirname "$0")" && pwd)
out=$here/ten-corrections
work=$(mktemp -d)
tm() { tmux -L interviewcoder-ten "$@"; }
trap 'tm kill-server 2>/dev/null || true; rm -rf "$work"' EXIT
rm -f "$out"/*-*.txt

step=0
keys() { for key in "$@"; do tm send-keys -t anna "$key"; sleep 0.5; done; }
keep() {
  step=$((step + 1))
  sleep 1.5
  { echo "# $2"; echo; tm capture-pane -p -t anna; } >"$out/$(printf %02d $step)-$1.txt"
}
suggested() {
  step=$((step + 1))
  {
    echo "# $2"
    echo
    interviewcoder --lang en suggest "$study" --document next --coder Anna
  } >"$out/$(printf %02d $step)-$1.txt"
}

study=$work/study.icdb
interviewcoder --lang en new "$study" --coder Anna --name "The cage" >/dev/null
cp "$here"/../../corpus/learning_culture/interviews/R0[123].txt "$work/"
interviewcoder --lang en import "$study" "$work"/R0[123].txt --coder Anna --yes \
  --respondents "$here/../../corpus/learning_culture/respondents.csv" >/dev/null
interviewcoder --lang en import "$study" "$out"/first.txt "$out"/next.txt --coder Anna --yes >/dev/null
suggested before "The next interview before anything was corrected: not one suggestion is 2c, room to experiment."
tm -f /dev/null new-session -d -s anna -x "${size%x*}" -y "${size#*x}" "interviewcoder --lang en '$study' --coder Anna"
sleep 9
for _ in 1 2 3; do keys end Enter; sleep 1; keys ">"; sleep 2; done
keep three-read "end, Enter, >: three interviews of the demo study read to the end, and nothing coded in them."
sleep 6
keys n
keep first-suggestion "n: the first suggestion in the first interview; the codebook knows “help je elkaar”."
for number in 1 2 3 4 5 6 7 8 9 10; do
  keys c
  tm send-keys -t anna -l 2c
  sleep 0.5
  [ "$number" = 1 ] && keep correcting "c, 2c: another code than the one suggested."
  keys Enter
  sleep 1
  [ "$number" = 10 ] || keys n
done
keep ten-corrected "Ten corrected in this way, each with c, 2c, Enter and n."
keys ">"
sleep 6
keys n n
keep the-next-interview ">, n, n: the next interview. The sentences with the cage are suggested as 2c, and why: “kooi”."
suggested after "The next interview after the ten corrections."
