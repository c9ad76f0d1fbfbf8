namespace JamLab.Stages.Provisioning.Machines;

/// <summary>Shows a serial log as it grows.</summary>
internal static class SerialLog
{
    public static async Task ShowAsync(string path, TextWriter output, bool follow, TimeProvider time, CancellationToken cancellation)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        while (true)
        {
            var text = await reader.ReadToEndAsync(cancellation).ConfigureAwait(false);
            await output.WriteAsync(SerialText.Clean(text)).ConfigureAwait(false);
            if (!follow)
                break;
            await Task.Delay(TimeSpan.FromMilliseconds(200), time, cancellation).ConfigureAwait(false);
        }

        await output.WriteLineAsync().ConfigureAwait(false);
    }
}
