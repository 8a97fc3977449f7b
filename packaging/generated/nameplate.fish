# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_nameplate_global_optspecs
    string join \n server= demo lang= theme= data-dir= h/help V/version
end

function __fish_nameplate_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_nameplate_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_nameplate_using_subcommand
    set -l cmd (__fish_nameplate_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c nameplate -n "__fish_nameplate_needs_command" -l server -d 'Address of the server' -r
complete -c nameplate -n "__fish_nameplate_needs_command" -l lang -d 'Language of the window' -r -f -a "en\t''
fa\t''"
complete -c nameplate -n "__fish_nameplate_needs_command" -l theme -d 'Colours of the window' -r -f -a "system\t''
light\t''
dark\t''
high-contrast\t''"
complete -c nameplate -n "__fish_nameplate_needs_command" -l data-dir -d 'Keep all files in this folder, settings included' -r -F
complete -c nameplate -n "__fish_nameplate_needs_command" -l demo -d 'Try Nameplate on a built-in server; nothing is kept'
complete -c nameplate -n "__fish_nameplate_needs_command" -s h -l help -d 'Print help'
complete -c nameplate -n "__fish_nameplate_needs_command" -s V -l version -d 'Print version'
complete -c nameplate -n "__fish_nameplate_needs_command" -f -a "photo" -d 'Prepare a photo without a window, and say what was done'
complete -c nameplate -n "__fish_nameplate_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c nameplate -n "__fish_nameplate_using_subcommand photo" -l size -d 'Width and height of the new photo in pixels, 64 to 4096 [default: from the settings]' -r
complete -c nameplate -n "__fish_nameplate_using_subcommand photo" -s h -l help -d 'Print help'
complete -c nameplate -n "__fish_nameplate_using_subcommand help; and not __fish_seen_subcommand_from photo help" -f -a "photo" -d 'Prepare a photo without a window, and say what was done'
complete -c nameplate -n "__fish_nameplate_using_subcommand help; and not __fish_seen_subcommand_from photo help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
