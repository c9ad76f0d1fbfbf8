namespace JamLab.Stages.Tools;

/// <summary>
/// A firmware image that takes a virtual processor through what a kernel does while it boots: real mode, protected mode, 64-bit mode with
/// paging, an exception, a long loop, a timer interrupt. Each step writes its letter to port 0xE9, success 0x10 to port 0xF4.
/// The instructions (NASM syntax) stand beside their bytes.
/// </summary>
internal static class ProbeFirmware
{
    /// <summary>What QEMU's isa-debug-exit makes of 0x10: <c>value * 2 + 1</c>.</summary>
    public const int SuccessExitCode = 33;

    private const int Size = 0x10000;
    private const int ResetVector = 0xFFF0;
    private const byte Halt = 0xF4;

    /// <summary>The letters of the steps in order, with what each proves.</summary>
    public static readonly IReadOnlyList<(char Letter, string Proves)> Steps =
    [
        ('r', "real mode"),
        ('p', "protected mode"),
        ('l', "64-bit mode"),
        ('e', "exceptions"),
        ('s', "instructions at full speed"),
        ('t', "timer interrupts"),
    ];

    private static ReadOnlySpan<byte> Code =>
    [
        // Real mode, entered by the jump at the image's end.
        0xFA,                                                          // cli
        0xB0, 0x72,                                                    // mov al,'r'
        0xE6, 0xE9,                                                    // out 0xe9,al
        0xB8, 0x00, 0xF0,                                              // mov ax,0xf000
        0x8E, 0xD8,                                                    // mov ds,ax
        0x66, 0x0F, 0x01, 0x16, 0x78, 0x01,                            // o32 lgdt [gdtr]
        0x0F, 0x20, 0xC0,                                              // mov eax,cr0
        0x0C, 0x01,                                                    // or al,1
        0x0F, 0x22, 0xC0,                                              // mov cr0,eax
        0x66, 0xEA, 0x20, 0x00, 0x0F, 0x00, 0x08, 0x00,                // jmp dword 0x08:(BASE+prot)

        // 32-bit protected mode; page tables at 0x1000: the first 2 MiB and, uncached, the local APIC.
        0x66, 0xB8, 0x10, 0x00,                                        // mov ax,0x10
        0x8E, 0xD8,                                                    // mov ds,ax
        0x8E, 0xC0,                                                    // mov es,ax
        0x8E, 0xD0,                                                    // mov ss,ax
        0xBC, 0x00, 0x80, 0x00, 0x00,                                  // mov esp,0x8000
        0xB0, 0x70,                                                    // mov al,'p'
        0xE6, 0xE9,                                                    // out 0xe9,al
        0xBF, 0x00, 0x10, 0x00, 0x00,                                  // mov edi,0x1000
        0x31, 0xC0,                                                    // xor eax,eax
        0xB9, 0x00, 0x10, 0x00, 0x00,                                  // mov ecx,0x1000
        0xF3, 0xAB,                                                    // rep stosd
        0xC7, 0x05, 0x00, 0x10, 0x00, 0x00, 0x03, 0x20, 0x00, 0x00,    // mov dword [0x1000],0x2003
        0xC7, 0x05, 0x00, 0x20, 0x00, 0x00, 0x03, 0x30, 0x00, 0x00,    // mov dword [0x2000],0x3003
        0xC7, 0x05, 0x18, 0x20, 0x00, 0x00, 0x03, 0x40, 0x00, 0x00,    // mov dword [0x2018],0x4003
        0xC7, 0x05, 0x00, 0x30, 0x00, 0x00, 0x83, 0x00, 0x00, 0x00,    // mov dword [0x3000],0x83
        0xC7, 0x05, 0xB8, 0x4F, 0x00, 0x00, 0x93, 0x00, 0xE0, 0xFE,    // mov dword [0x4fb8],0xfee00083|0x10
        0x0F, 0x20, 0xE0,                                              // mov eax,cr4
        0x0C, 0x20,                                                    // or al,0x20
        0x0F, 0x22, 0xE0,                                              // mov cr4,eax
        0xB8, 0x00, 0x10, 0x00, 0x00,                                  // mov eax,0x1000
        0x0F, 0x22, 0xD8,                                              // mov cr3,eax
        0xB9, 0x80, 0x00, 0x00, 0xC0,                                  // mov ecx,0xc0000080
        0x0F, 0x32,                                                    // rdmsr
        0x80, 0xCC, 0x01,                                              // or ah,1
        0x0F, 0x30,                                                    // wrmsr
        0x0F, 0x20, 0xC0,                                              // mov eax,cr0
        0x25, 0xFF, 0xFF, 0xFF, 0x9F,                                  // and eax,0x9fffffff
        0x0D, 0x00, 0x00, 0x00, 0x80,                                  // or eax,0x80000000
        0x0F, 0x22, 0xC0,                                              // mov cr0,eax
        0xEA, 0xA6, 0x00, 0x0F, 0x00, 0x18, 0x00,                      // jmp 0x18:(BASE+long)

        // 64-bit mode; an IDT at 0x5000 for #BP and vector 0x20, and one exception through it.
        0xB0, 0x6C,                                                    // mov al,'l'
        0xE6, 0xE9,                                                    // out 0xe9,al
        0x48, 0x8D, 0x05, 0x74, 0x00, 0x00, 0x00,                      // lea rax,[rel handler]
        0xBF, 0x30, 0x50, 0x00, 0x00,                                  // mov edi,0x5030
        0xE8, 0x79, 0x00, 0x00, 0x00,                                  // call gate
        0xBF, 0x00, 0x52, 0x00, 0x00,                                  // mov edi,0x5200
        0xE8, 0x6F, 0x00, 0x00, 0x00,                                  // call gate
        0x0F, 0x01, 0x1D, 0xB2, 0x00, 0x00, 0x00,                      // lidt [rel idtr]
        0xBB, 0x00, 0x00, 0xE0, 0xFE,                                  // mov ebx,0xfee00000
        0x45, 0x31, 0xFF,                                              // xor r15d,r15d
        0xCC,                                                          // int3
        0x41, 0x83, 0xFF, 0x01,                                        // cmp r15d,1
        0x75, 0xFE,                                                    // jne $
        0xB0, 0x65,                                                    // mov al,'e'
        0xE6, 0xE9,                                                    // out 0xe9,al

        // A hundred million rounds: 50 ms on a processor, minutes where a kernel emulates each instruction.
        0xB9, 0x00, 0xE1, 0xF5, 0x05,                                  // mov ecx,100000000
        0xFF, 0xC9,                                                    // dec ecx
        0x75, 0xFC,                                                    // jnz spin
        0xB0, 0x73,                                                    // mov al,'s'
        0xE6, 0xE9,                                                    // out 0xe9,al

        // One interrupt of the local APIC's timer, out of hlt; then exit.
        0xC7, 0x83, 0xF0, 0x00, 0x00, 0x00, 0xFF, 0x01, 0x00, 0x00,    // mov dword [rbx+0xf0],0x1ff
        0xC7, 0x83, 0xE0, 0x03, 0x00, 0x00, 0x0B, 0x00, 0x00, 0x00,    // mov dword [rbx+0x3e0],0xb
        0xC7, 0x83, 0x20, 0x03, 0x00, 0x00, 0x20, 0x00, 0x00, 0x00,    // mov dword [rbx+0x320],0x20
        0xC7, 0x83, 0x80, 0x03, 0x00, 0x00, 0xA0, 0x86, 0x01, 0x00,    // mov dword [rbx+0x380],100000
        0xFB,                                                          // sti
        0xF4,                                                          // hlt
        0x41, 0x83, 0xFF, 0x02,                                        // cmp r15d,2
        0x72, 0xF9,                                                    // jb wait_timer
        0xB0, 0x74,                                                    // mov al,'t'
        0xE6, 0xE9,                                                    // out 0xe9,al
        0xB0, 0x10,                                                    // mov al,0x10
        0xE6, 0xF4,                                                    // out 0xf4,al
        0xF4,                                                          // hlt

        // The handler counts in r15d and ends the interrupt.
        0x41, 0xFF, 0xC7,                                              // inc r15d
        0xC7, 0x83, 0xB0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,    // mov dword [rbx+0xb0],0
        0x48, 0xCF,                                                    // iretq

        // Writes an interrupt gate for rax to rdi.
        0x66, 0x89, 0x07,                                              // mov [rdi],ax
        0x66, 0xC7, 0x47, 0x02, 0x18, 0x00,                            // mov word [rdi+2],0x18
        0x66, 0xC7, 0x47, 0x04, 0x00, 0x8E,                            // mov word [rdi+4],0x8e00
        0x89, 0xC2,                                                    // mov edx,eax
        0xC1, 0xEA, 0x10,                                              // shr edx,16
        0x66, 0x89, 0x57, 0x06,                                        // mov [rdi+6],dx
        0x48, 0xC7, 0x47, 0x08, 0x00, 0x00, 0x00, 0x00,                // mov qword [rdi+8],0
        0xC3,                                                          // ret
        0x90, 0x90, 0x90,                                              // align 8

        // GDT. Its descriptors are marked accessed already: the processor cannot write to a ROM.
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,                // dq 0
        0xFF, 0xFF, 0x00, 0x00, 0x00, 0x9B, 0xCF, 0x00,                // dq 0x00cf9b000000ffff
        0xFF, 0xFF, 0x00, 0x00, 0x00, 0x93, 0xCF, 0x00,                // dq 0x00cf93000000ffff
        0xFF, 0xFF, 0x00, 0x00, 0x00, 0x9B, 0xAF, 0x00,                // dq 0x00af9b000000ffff

        // GDTR and IDTR.
        0x1F, 0x00,                                                    // dw $-gdt-1
        0x58, 0x01, 0x0F, 0x00,                                        // dd BASE+gdt
        0x0F, 0x02,                                                    // dw 0x20f
        0x00, 0x50, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,                // dq 0x5000
    ];

    /// <summary>The image as <c>-bios</c> takes it: 64 KiB, seen at 0xF0000 and just below 4 GiB.</summary>
    public static byte[] Build()
    {
        var image = new byte[Size];
        image.AsSpan().Fill(Halt);
        Code.CopyTo(image);
        ReadOnlySpan<byte> jumpToStart = [0xEA, 0x00, 0x00, 0x00, 0xF0]; // jmp 0xF000:0
        jumpToStart.CopyTo(image.AsSpan(ResetVector));
        return image;
    }
}
