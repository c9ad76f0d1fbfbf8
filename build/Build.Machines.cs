using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using JamLab.Stages;
using Nuke.Common;

// Looking after the machines that are there.
partial class Build
{
    [Parameter("The machine that Ssh and Console are about", Name = "Host")]
    readonly string? Machine;
}
