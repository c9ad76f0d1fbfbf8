namespace JamLab.Stages.GitHub.Secrets;

/// <summary>docs.github.com/en/rest/actions/secrets</summary>
internal sealed record PublicKeyAnswer(string KeyId, string Key);

internal sealed record SecretRequest(string EncryptedValue, string KeyId);

internal sealed record NamedAnswer(string Name);

internal sealed record SecretPage(IReadOnlyList<NamedAnswer> Secrets);

/// <summary>docs.github.com/en/rest/actions/variables</summary>
internal sealed record VariableText(string Name, string Value);

internal sealed record VariablePage(IReadOnlyList<VariableText> Variables);
