"""What is wrong with a request body, said as Meta says it. Pure."""

from typing import Any

from pydantic import ValidationError

from simulator.graph_errors import GraphError, parameter_error


def as_graph_error(error: ValidationError) -> GraphError:
    """The first problem. Missing: 131008. Wrong in an interactive message: 131009; elsewhere: 100."""
    first = error.errors(include_url=False, include_input=False)[0]
    where = [str(step) for step in first["loc"]]
    name = where[0] + "".join(f"['{step}']" for step in where[1:]) if where else "type"
    if first["type"] != "missing":
        sentence = _sentence(name, where, first)
        return GraphError(131009, sentence) if where[:1] == ["interactive"] else parameter_error(sentence)
    if name == "messaging_product":
        return parameter_error(f"The parameter {name} is required.")
    return GraphError(131008, f"Parameter {name} is mandatory.")


def _sentence(name: str, where: list[str], problem: Any) -> str:
    limits = problem.get("ctx", {})
    match problem["type"]:
        case "extra_forbidden":
            return f'Unexpected key "{where[-1]}" on param "{".".join(where[:-1])}".'
        case "string_too_long":
            return f"Param {name} must be at most {limits['max_length']} characters long."
        case "string_too_short":
            return f"Param {name} must be at least {limits['min_length']} characters long."
        case "value_error":
            return f"Param {name}: {limits['error']}."
        case _:
            return f"Param {name}: {problem['msg']}."
