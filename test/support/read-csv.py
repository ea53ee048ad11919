"""Prints the rows of a CSV file as Python's own reader finds them, as JSON. Arguments: file, delimiter."""
import csv
import json
import sys

with open(sys.argv[1], newline='', encoding='utf-8-sig') as file:
    print(json.dumps(list(csv.reader(file, delimiter=sys.argv[2], strict=True))))
