# SPDX-License-Identifier: EUPL-1.2
# To be read with `.` by what generates files from the code: that needs no database, but the settings ask for one.
cd "$(dirname "$0")/.." || exit 1
export DATABASE_URL="postgresql://nobody:nothing@127.0.0.1:1/none" STACK="stack.example.yaml" LOG_LEVEL="ERROR"
failed=0
