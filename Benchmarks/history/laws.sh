#!/bin/sh
# Takes logs into histories in 1,000 random orders, with repetitions and looks at parts: laws.sh [SEEDS]
# Each seed is a set of logs that is taken in 20 times; prints how many orders gave the same content.
set -eu
seeds=${1:-50}
cd "$(dirname "$0")/../.."
SDLOG_LAW_SEEDS=$seeds swift test --filter ImportLawTests
echo "$((seeds * 20)) orders: the same content"
