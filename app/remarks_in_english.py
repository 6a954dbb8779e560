"""What remarks say, by their codes, in English. The dashboard has them in its readers' languages."""

LISTS = {
    "quoted": '"{text}"',
    "pair": "{one} and {other}",
    "and_more": " and {number} more",
}
# what `lotse playbook check` finds
FINDINGS = {
    "also_example": '"{text}" is also an example of {others}',
    "doubled": "given more than once: {texts}",
    "nearly_same": "nearly the same: {pairs}",
    "series": "a series from one pattern: {texts}",
    "unfilled": "the answer ({language}) needs {names}, which no fact fills",
    "unasked": "the answer needs {names}; without [ask.{first}] in playbook.toml people get each message that does not "
    "say it",
    "unset": "the answer asks your system with the secret in {secret}, which is not set in this environment",
    "not_let": "the answer asks {place}, which is not among LOOKUP_HOSTS in this environment",
    "no_person": 'the footer ({language}) names no word that leads to a person, such as "Mensch" or "human"',
    "slow": "a message could be written over which the expression of {name} takes minutes. Let no part that repeats "
    "stand in another one that repeats, such as in ([A-Z]+-?)+",
    "no_notice": "waiting.template is {name}, and templates.toml has none of that name",
    "mixed": 'the German answers mix Sie and du; "{word}" stands in: {names}',
    "mixed_common": 'the German answers mix Sie and du; "{word}" stands in: the footer, the questions and the closing '
    "sentences",
    "mixed_both": 'the German answers mix Sie and du; "{word}" stands in: the footer, the questions and the closing '
    "sentences, {names}",
    "few_examples": "{number} examples in {language}; fewer than {least} are hardly recognised",
    "few_sources": "the examples have {number} sources; what unseen writers get is measured with {least}",
    "no_hours": "[hours] is missing, so people count as always there, and customers are told no time at night",
    "no_region": '[hours] names no region (such as "DE-BY"), so public holidays count as days like all others',
}
# why a playbook cannot be used
FAULTS = {
    "no_file": "does not exist. Lotse needs it to know what it may answer.",
    "not_toml": "is not valid TOML in UTF-8: {said}",
    "not_toml_end": "is not valid TOML in UTF-8: {said} (at end of document)",
    "too_deep": "nests more than {most} tables, lists or parts of a key inside of each other",
    "not_toml_at": "is not valid TOML in UTF-8: {said} (at line {line}, column {column})",
    "other": "{said}",
    "needs_both": "{what} needs a text in German (de) and English (en)",
    "no_field": "words are given for what is no field: {names}",
    "locked": '{name} is locked to people: autonomy must be "human"',
    "short_long": 'short: "{text}" has more than {most} characters',
    "needs_when": "[when] needs {names}: the closing sentences name one of them",
    "needs_span": "[span] needs {names}: [when.usual] names one of them",
    "fills_nothing": "{where}: nothing fills {{{{{names}}}}}",
    "no_team": "teams are used but not listed in playbook.toml: {names}",
    "no_out_of_scope": "{name}.toml is missing: without it everything looks like some intent",
    "no_rule": "no rule finds these details: {names}; known are {known}",
    "own_secret": "{name} is Lotse's own and is never sent. Put your system's secret into a variable of its own",
    "no_header": "{name} is no header for a secret",
    "name_taken": "these fields have the name of something else: {names}. Call them differently",
    "unsaid": "the answer ({language}) does not say {names}. Write it into the text, or take the field out",
    "no_address": '"{url}" is no address such as https://shop.example/orders/{{{{order_number}}}}: the host in small '
    "letters, {{{{details}}}} in path and query only, and no user, # or steps upwards",
    "not_encrypted": "{place} is asked without encryption; only this machine may be. Write https://",
    "not_allowed": "{place} is not allowed. If it is your own system, add it to [lookups] hosts in rules.toml",
    "no_rule_address": "no rule finds these details of the address: {names}; known are {known}",
    "no_span": '"{written}" is no span of time; write it like "9:00-13:00"',
    "span_backwards": '"{written}" ends before it begins; a night is two spans: "22:00-24:00", and "0:00-2:00" on the '
    "next day",
    "no_time": '"{written}" has a time that no clock shows; the last one is 24:00',
    "overlap": "{one} and {other} overlap",
    "no_date": '"{written}" is no date; write it like 2026-12-24, or "2026-12-24/2026-12-31" for all days of a stretch',
    "backwards": '"{written}" ends before it begins',
    "two_exceptions": "two exceptions of the same length hold on {day}, so nobody knows which one wins",
    "no_region_known": '"{region}" is no German Land, Austrian Land or Swiss canton by its ISO 3166-2 code; known are '
    "{known}",
    # pydantic's own codes and words
    "missing": "Field required",
    "extra_forbidden": "Extra inputs are not permitted",
    "string_type": "Input should be a valid string",
    "string_too_short": "String should have at least {min_length} character(s)",
    "string_too_long": "String should have at most {max_length} character(s)",
    "string_pattern_mismatch": "String should match pattern '{pattern}'",
    "literal_error": "Input should be one of {expected}",
    "too_short": "{field_type} should have at least {min_length} item(s) after validation, not {actual_length}",
    "bool_type": "Input should be a valid boolean",
    "bool_parsing": "Input should be a valid boolean, unable to interpret input",
    "int_type": "Input should be a valid integer",
    "int_parsing": "Input should be a valid integer, unable to parse string as an integer",
    "int_from_float": "Input should be a valid integer, got a number with a fractional part",
    "float_type": "Input should be a valid number",
    "float_parsing": "Input should be a valid number, unable to parse string as a number",
    "finite_number": "Input should be a finite number",
    "greater_than": "Input should be greater than {gt}",
    "greater_than_equal": "Input should be greater than or equal to {ge}",
    "less_than": "Input should be less than {lt}",
    "less_than_equal": "Input should be less than or equal to {le}",
    "dict_type": "Input should be a valid dictionary",
    "tuple_type": "Input should be a valid tuple",
    "model_type": "Input should be a valid dictionary or instance of {class_name}",
    "pattern_type": "Input should be a valid pattern",
    "pattern_regex": "Input should be a valid regular expression",
    "zoneinfo_str": "invalid timezone: {value}",
}
ENGLISH = {**LISTS, **FINDINGS, **FAULTS}
