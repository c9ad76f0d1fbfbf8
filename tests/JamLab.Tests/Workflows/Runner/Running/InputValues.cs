using JamLab.Tests.Workflows.Runner.Expressions;
using JamLab.Tests.Workflows.Runner.Model;

namespace JamLab.Tests.Workflows.Runner.Running;

/// <summary>Given inputs against the declared ones; throws <see cref="WorkflowException"/> with all that GitHub would refuse.</summary>
internal static class InputValues
{
    public static ObjectValue Dispatch(IReadOnlyList<InputModel> declared, IReadOnlyDictionary<string, string> given)
    {
        var problems = given.Keys.Except(declared.Select(x => x.Name), StringComparer.OrdinalIgnoreCase).Select(x => $"Unexpected inputs provided: [\"{x}\"]").ToList();
        var result = new ObjectValue();
        foreach (var input in declared)
        {
            var value = given.TryGetValue(input.Name, out var text) ? Typed(input, Value.Of(text), problems) : Default(input, new Scope());
            if (input.Required && value.AsText().Length == 0)
                problems.Add($"Required input '{input.Name}' not provided");
            if (input.Type == "choice" && value.AsText().Length > 0 && !input.Options.Contains(value.AsText()))
                problems.Add($"Provided value '{value.AsText()}' for input '{input.Name}' not in the list of allowed values");
            result[input.Name] = value;
        }

        return problems.Count == 0 ? result : throw new WorkflowException(problems);
    }

    public static ObjectValue Call(IReadOnlyList<InputModel> declared, ObjectValue given, Scope scope)
    {
        var problems = new List<string>();
        var result = new ObjectValue();
        foreach (var input in declared)
            result[input.Name] = given.Contains(input.Name) ? Typed(input, given[input.Name], problems) : Default(input, scope);
        return problems.Count == 0 ? result : throw new WorkflowException(problems);
    }

    private static Value Default(InputModel input, Scope scope) =>
        input.Default is null ? input.Missing : Converted(input, Yaml.Evaluate(input.Default, Place.InputDefault, scope));

    private static Value Converted(InputModel input, Value value) => input.Type is "boolean" or "number" || !value.IsPrimitive() ? value : Value.Of(value.AsText());

    private static Value Typed(InputModel input, Value value, List<string> problems)
    {
        switch (input.Type)
        {
            case "boolean" when value is BooleanValue:
            case "number" when value is NumberValue:
                return value;
            case "boolean" when value is StringValue { Value: "true" or "false" } text:
                return Value.Of(text.Value == "true");
            case "number" when value is StringValue { Value.Length: > 0 } text && !double.IsNaN(text.AsNumber()):
                return Value.Of(text.AsNumber());
            case "boolean" or "number":
                problems.Add($"Unexpected value '{value.AsText()}' for input '{input.Name}' of type {input.Type}");
                return value;
            default:
                return Converted(input, value);
        }
    }
}
