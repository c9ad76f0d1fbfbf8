using System.Text;

namespace Nuke.Common.Execution;

/// <summary>Asks for a missing value on the terminal; what is typed for a secret is not shown.</summary>
internal static class ConsolePrompt
{
    public static string? Ask(ParameterMember parameter)
    {
        var values = parameter.ValueSet.Count > 0 ? $" ({string.Join(", ", parameter.ValueSet)})" : "";
        Console.Write($"{parameter.Description ?? parameter.Name}{values}: ");
        return parameter.IsSecret ? ReadHidden() : Console.ReadLine();
    }

    private static string ReadHidden()
    {
        var text = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
                text.Length = Math.Max(0, text.Length - 1);
            else if (key.KeyChar != '\0')
                text.Append(key.KeyChar);
        }

        Console.WriteLine();
        return text.ToString();
    }
}
