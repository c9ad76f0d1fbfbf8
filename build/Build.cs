using System;

Console.WriteLine("skeleton");
