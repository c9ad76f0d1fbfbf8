using System.Runtime.CompilerServices;
using System.Text;
using JamLab.Convergence;
using JamLab.Inventory;

namespace JamLab.Stages.Configuration;

/// <summary>Configuration text with secrets in it: <c>SecretText.Of($"key = {secret}")</c> opens the secret and marks the whole text as one.</summary>
public static class SecretText
{
    public static HostText Of(Builder text) => text.Finish();

    /// <summary>What the compiler makes of an interpolated string.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Builder(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _text = new(literalLength + (formattedCount * 16));
        private readonly StrongBox<bool> _isSecret = new();

        public void AppendLiteral(string text) => _text.Append(text);

        public void AppendFormatted<T>(T value)
        {
            if (value is Secret secret)
            {
                _text.Append(secret.Reveal());
                _isSecret.Value = true;
            }
            else if (value is HostText text)
            {
                _text.Append(text.Reveal());
                _isSecret.Value |= text.IsSecret;
            }
            else
            {
                _text.Append(value);
            }
        }

        internal HostText Finish() => new(_text.ToString(), _isSecret.Value);
    }
}
