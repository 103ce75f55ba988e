#!/bin/sh
# Prints the load once a minute.
while :; do cat /proc/loadavg; sleep "${COLLECT_INTERVAL:-60}"; done
