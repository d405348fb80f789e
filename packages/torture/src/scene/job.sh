# The job of the harness: it tells a ledger outside the database what really happened. $1: what to do beyond that.
# Each line is one write with O_APPEND, so lines never mix, and their order in the file is the order of what happened.
ledger=${LEDGER:-$HOME/ledger}
nonce=${QUEUECTL_LEASE##*.}
note() { printf '%s %s %s %s\n' "$QUEUECTL_JOB_ID" "$QUEUECTL_ATTEMPT" "$nonce" "$1" >>"$ledger/ledger"; }

# Prints $1 lines to each stream. Asked to end, it says so to both before it notes it.
talk() {
	trap 'printf "farewell from %s\n" "$nonce"; printf "farewell from %s\n" "$nonce" >&2; note term; exit 143' TERM
	line=0
	while test $((line += 1)) -le "$1"; do
		echo "line $line"
		echo "line $line" >&2
		sleep 0.01
	done
	trap - TERM
}

# Inherited by everything that this job starts: who finds it taken runs beside what is left of an earlier attempt.
exec 9>"$ledger/locks/$QUEUECTL_JOB_ID"
# 1 says that it is taken; anything more, that flock itself was killed, and that it has to be asked again.
while flock -n 9; taken=$?; test $taken -gt 1; do :; done
test $taken = 0 || note overlap
# What the ledger names has been written before: it must be readable afterwards.
printf 'hello from %s\n' "$nonce" && note start
eval "$1"
code=$?
printf 'goodbye from %s\n' "$nonce" && note end
exit $code
