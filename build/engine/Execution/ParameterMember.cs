using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>A member marked <c>[Parameter]</c>, as help, schema, completion and value injection need it.</summary>
/// <param name="Name">The C# name, prefix included, without dashes: <c>DryRun</c>; it is <c>--dry-run</c> on the command line.</param>
/// <param name="ValueType">The member's type with Nullable removed.</param>
/// <param name="ValueSet">The values that can be typed (enums, enumerations, value providers), or empty.</param>
internal sealed record ParameterMember(
    string Name,
    MemberInfo Member,
    string? Description,
    Type ValueType,
    string? Separator,
    bool IsSecret,
    bool IsRequired,
    bool IsBuiltIn,
    bool IsListed,
    IReadOnlyList<string> ValueSet);
