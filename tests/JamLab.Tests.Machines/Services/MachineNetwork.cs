using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace JamLab.Tests.Machines.Services;

/// <summary>Sockets inside a machine's network namespace: a thread enters it (setns(2) is for one thread), and a socket stays where it was made.</summary>
internal sealed class MachineNetwork(string namespaceFile)
{
    private const int NewNetwork = 0x40000000;

    public Socket Socket(AddressFamily family)
    {
        Socket? made = null;
        Exception? wrong = null;
        var thread = new Thread(() =>
        {
            try
            {
                using var file = File.OpenHandle(namespaceFile);
                if (SetNamespace((int)file.DangerousGetHandle(), NewNetwork) != 0)
                    throw new InvalidOperationException($"setns: error {Marshal.GetLastPInvokeError()}");
                made = new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            }
            catch (Exception failed)
            {
                wrong = failed;
            }
        });
        thread.Start();
        thread.Join();
        return made ?? throw wrong!;
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static extern int SetNamespace(int file, int kind);
}
